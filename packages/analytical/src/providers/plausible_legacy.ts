import { dataAttributes } from '../data-attributes.ts'
import { filled } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { linkTo } from '../link-to.ts'
import { js, url } from '../markup/index.ts'
import { defineProvider, type Goal } from '../provider.ts'
import { callAll, commands, functionStub } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { splitProperty } from '../split-property.ts'
import { traitsOf } from '../traits.ts'
import { variable } from '../variable.ts'

const cloud = url`https://plausible.io`

/**
 * Plausible, by its script of before October 2025, with the extensions in its name. Attributes, queue, `u`, `props` and
 * `revenue` from the tracker's source in plausible/analytics (read 2026-11-21); unverified: that the order of extensions
 * does not matter, and the characters of a domain.
 */
export const plausibleLegacy = defineProvider({
  name: 'plausible_legacy',
  title: 'Plausible (data-domain script)',
  homepage: 'https://plausible.io',
  summary: 'Plausible by its older script, for several domains on one page and for older servers.',
  category: 'analytics',
  verified: '2026-11-21',
  terms: 'no personal data',
  settings: {
    PLAUSIBLE_LEGACY_DOMAIN: setting.list(
      setting.id(
        'The domain of the site, as it is called in Plausible. Several count every page in each.',
        'rhymes.example',
        /^[A-Za-z0-9][A-Za-z0-9./_-]{0,199}$/,
        'must be a domain as Plausible calls it',
        [
          [/^https?:/i, 'must be a domain as Plausible calls it, without https://'],
          [/^pa-/, 'must be a domain as Plausible calls it; the id of a script goes into PLAUSIBLE_SCRIPT_ID'],
        ],
      ),
    ),
    PLAUSIBLE_LEGACY_EXTENSIONS: setting.optional(
      setting.list(
        setting.choice(
          'The script’s extensions. With manual the page view is sent with its address and properties, and changes of the address by history.pushState are not counted.',
          [
            'compat',
            'exclusions',
            'file-downloads',
            'hash',
            'local',
            'manual',
            'outbound-links',
            'pageview-props',
            'revenue',
            'tagged-events',
          ],
          'manual',
        ),
      ),
    ),
    PLAUSIBLE_LEGACY_HOST: setting.optional(
      setting.url('Your own Plausible, or a proxy.', 'https://stats.example.com'),
    ),
    PLAUSIBLE_LEGACY_API: setting.optional(
      setting.url(
        'Where events go, if elsewhere than to /api/event of the script’s host.',
        'https://www.example.com/api/event',
      ),
    ),
    PLAUSIBLE_LEGACY_EXCLUDE: setting.optional(
      setting.list(setting.line('Paths not to count, with the extension exclusions.', '/drafts/*')),
    ),
    PLAUSIBLE_LEGACY_INCLUDE: setting.optional(
      setting.list(setting.line('The only paths to count, with the extension exclusions.', '/rhymes/**')),
    ),
  },
  variables: {
    props: variable.object('Custom properties, beside the session data.', { author: 'Jeff' }),
  },
  capabilities: {
    identity: false,
    session: 'as custom properties of events, and of the page view with the extension manual',
    goal: 'as an event, its revenue with the extension revenue; add it in Plausible as a custom event goal',
    split: 'as a custom property named split_ and the test, like the session',
    page: 'the address, with the extension manual; title and referrer cannot be told',
    events: true,
  },
  csp: ({ PLAUSIBLE_LEGACY_HOST = cloud, PLAUSIBLE_LEGACY_API = PLAUSIBLE_LEGACY_HOST }) => ({
    'script-src': [PLAUSIBLE_LEGACY_HOST.origin],
    'connect-src': [PLAUSIBLE_LEGACY_API.origin],
  }),
  tags: {
    plausible_legacy: {
      position: 'head_bottom',
      data: ({ variables, session, goal, split, page, events }, { PLAUSIBLE_LEGACY_EXTENSIONS = [] }) => {
        const isManual = PLAUSIBLE_LEGACY_EXTENSIONS.includes('manual')
        const shared = {
          ...traitsOf(session),
          ...splitProperty(split),
          ...variables.props,
        }
        const calls = commands(
          isManual && ['pageview', { props: filled(shared) }],
          goal && [goalName(goal), { props: filled(shared), revenue: revenueOf(goal) }],
          ...events.map(([name, properties]) => [name, { props: filled({ ...shared, ...properties }) }]),
        )
        return calls.length === 0 ? undefined : { href: isManual ? page?.href : undefined, calls }
      },
      stub: () => functionStub('plausible'),
      script: () => js`
        if (data.href !== undefined) {
          var page = ${linkTo(js`data.href`)};
          data.calls.forEach(function (call) { call[1].u = page.href; });
        }
        ${callAll('plausible', js`data.calls`)}`,
      load: ({
        PLAUSIBLE_LEGACY_DOMAIN,
        PLAUSIBLE_LEGACY_EXTENSIONS = [],
        PLAUSIBLE_LEGACY_HOST = cloud,
        PLAUSIBLE_LEGACY_API,
        PLAUSIBLE_LEGACY_EXCLUDE,
        PLAUSIBLE_LEGACY_INCLUDE,
      }) => {
        const name = ['script', ...new Set(PLAUSIBLE_LEGACY_EXTENSIONS.toSorted())].join('.')
        return [
          {
            src: url`${PLAUSIBLE_LEGACY_HOST}/js/${name}.js`,
            defer: true,
            attributes: {
              // By this id the variant for old browsers finds its own element.
              ...(PLAUSIBLE_LEGACY_EXTENSIONS.includes('compat') && { id: 'plausible' }),
              ...dataAttributes({
                domain: PLAUSIBLE_LEGACY_DOMAIN,
                api: PLAUSIBLE_LEGACY_API,
                exclude: PLAUSIBLE_LEGACY_EXCLUDE,
                include: PLAUSIBLE_LEGACY_INCLUDE,
              }),
            },
          },
        ]
      },
    },
  },
})

const revenueOf = ({ revenue, currency }: Goal) =>
  revenue === undefined || currency === undefined ? undefined : { currency, amount: revenue }
