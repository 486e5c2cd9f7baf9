import { renamed } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { js, url } from '../markup/index.ts'
import { pagePath } from '../page-path.ts'
import { personName } from '../person-name.ts'
import { defineProvider, type Seen } from '../provider.ts'
import { commands, pushAll } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { variable } from '../variable.ts'

const loaders = {
  na1: url`https://js.hs-scripts.com`,
  na2: url`https://js-na2.hs-scripts.com`,
  eu1: url`https://js-eu1.hs-scripts.com`,
  ap1: url`https://js-ap1.hs-scripts.com`,
  au1: url`https://js-au1.hs-scripts.com`,
}

/**
 * HubSpot. The queue's commands, their order and the names of events from HubSpot's developer documentation of the tracking
 * code (read 2026-11-21); unverified: the hosts of the regions
 * ap1 and au1, the hosts of the banner outside na1, the page types landing-page and knowledge-article.
 */
export const hubspot = defineProvider({
  name: 'hubspot',
  title: 'HubSpot',
  homepage: 'https://www.hubspot.com',
  summary: 'Marketing and sales platform; its tracking code ties page views to contacts.',
  category: 'marketing',
  verified: '2026-11-21',
  settings: {
    HUBSPOT_PORTAL_ID: setting.digits('The Hub ID: in HubSpot in the account menu, top right.', '1234567'),
    HUBSPOT_REGION: setting.optional(
      setting.choice(
        'Where the account’s data is kept; na1 unless you say.',
        ['na1', 'na2', 'eu1', 'ap1', 'au1'],
        'eu1',
      ),
    ),
    HUBSPOT_BUSINESS_UNIT_ID: setting.optional(setting.digits('The brand (business unit) this site belongs to.', '42')),
  },
  variables: {
    path: variable.ofPage(variable.text('The path to count the page under; starts with a slash.', '/rhymes')),
    content_type: variable.ofPage(
      variable.text(
        'What the page is: standard-page, landing-page, blog-post, listing-page, knowledge-article.',
        'blog-post',
      ),
    ),
  },
  capabilities: {
    identity: 'makes or finds a contact only together with an e-mail address: list email in HUBSPOT_PERSONAL_DATA',
    session: 'as contact properties, which must exist in HubSpot',
    goal: 'as a custom event, which takes Marketing Hub Enterprise',
    split: 'as a custom event, which takes Marketing Hub Enterprise',
    page: 'the address; title and referrer cannot be told',
    events: 'as custom events, which take Marketing Hub Enterprise',
  },
  retired: [{ settings: ['HUBSPOT_DOMAIN'], because: 'HubSpot’s code of today tells the site by itself' }],
  csp: ({ HUBSPOT_REGION = 'na1' }) => {
    const region = HUBSPOT_REGION === 'na1' ? '' : `-${HUBSPOT_REGION}`
    const both = (host: (region: string) => string) => [...new Set([host(''), host(region)])]
    return {
      'script-src': [
        loaders[HUBSPOT_REGION].origin,
        `https://js${region}.hs-analytics.net`,
        ...both((region) => `https://js${region}.hs-banner.com`),
        'https://js.hscollectedforms.net',
        'https://js.usemessages.com',
        'https://js.hsadspixel.net',
        'https://js.hubspot.com',
        'https://js.hsforms.net',
      ],
      'connect-src': [
        'https://*.hubspot.com',
        'https://*.hubapi.com',
        'https://*.hsforms.com',
        'https://*.hscollectedforms.net',
        'https://*.hs-banner.com',
      ],
      'img-src': [...both((region) => `https://track${region}.hubspot.com`), 'https://*.hsforms.com'],
      'frame-src': [...both((region) => `https://app${region}.hubspot.com`), 'https://*.hsforms.com'],
    }
  },
  tags: {
    hubspot: {
      position: 'body_bottom',
      // The identity first: HubSpot only stores it, and sends it with the page view or event that follows. The page view
      // itself is sent by the loader; a command for it would count the page twice.
      data: ({ variables, identity, user, session, goal, split, page, events }, { HUBSPOT_PORTAL_ID }) => {
        const contact = contactOf(identity, user, session)
        const path = pagePath(variables.path ?? page?.href)
        const tell = (name: string, properties: object) =>
          ['trackCustomBehavioralEvent', { name: eventName(HUBSPOT_PORTAL_ID, name), properties }] as const

        const queue = commands(
          contact && ['identify', contact],
          variables.content_type !== undefined && ['setContentType', variables.content_type],
          path !== undefined && ['setPath', path],
          goal && tell(goalName(goal), { revenue: goal.revenue, currency: goal.currency }),
          split && tell('split_test', { split_name: split.name, split_version: split.version }),
          ...events.map(([name, properties]) => tell(name, renamed(properties, plainName, asHubSpotTakesIt))),
        )
        return queue.length === 0 ? undefined : queue
      },
      script: () => pushAll('_hsq'),
      // Refused stays refused until the next page: HubSpot keeps no such choice itself.
      consent: () => js`
        (window._hsp = window._hsp || []).push(["setHubSpotConsent", {
          analytics: consent.analytics === "granted",
          advertisement: consent.marketing === "granted",
          functionality: consent.functional === "granted"
        }]);`,
      load: ({ HUBSPOT_PORTAL_ID, HUBSPOT_REGION = 'na1', HUBSPOT_BUSINESS_UNIT_ID: unit }) => {
        const loader = loaders[HUBSPOT_REGION]
        return [
          {
            src:
              unit === undefined
                ? url`${loader}/${HUBSPOT_PORTAL_ID}.js`
                : url`${loader}/${HUBSPOT_PORTAL_ID}.js?businessUnitId=${unit}`,
            attributes: { id: 'hs-script-loader' },
          },
        ]
      },
    },
  },
})

/** HubSpot knows a contact by e-mail address; with neither that nor an id there is nobody to tell about. */
function contactOf(identity: string | undefined, user: Seen['user'], session: Seen['session']) {
  const id = identity ?? user.id
  const email = user.email ?? (id?.includes('@') ? id : undefined)
  const { first, last } = personName(user.name)
  const properties = renamed(session, contactProperty, asHubSpotTakesIt)
  if (id === undefined && email === undefined && properties.email === undefined) return undefined
  return { id, email, firstname: first, lastname: last, ...properties }
}

// A session's id is no contact's, and the user name is the contact's id already.
function contactProperty(name: string): string | undefined {
  const property = plainName(name)
  return property === 'username' || property === 'id' ? undefined : property
}

// Names of properties are lower case with underscores; dates are milliseconds.
const asHubSpotTakesIt = (value: unknown) => (value instanceof Date ? value.getTime() : value)

const plainName = (name: string) =>
  name
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '_')

const eventName = (portal: string, name: string) => (/^pe\d+_/.test(name) ? name : `pe${portal}_${plainName(name)}`)
