import { filled } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { js, type Url, url } from '../markup/index.ts'
import { pagePath } from '../page-path.ts'
import { defineProvider } from '../provider.ts'
import { setting } from '../settings/setting.ts'

const site = {
  description:
    'The site’s code, what stands before .goatcounter.com; or the address of your own GoatCounter, with or without /count.',
  example: 'rhymes',
}

/**
 * GoatCounter. `window.goatcounter`, `count` and the attribute from count.js in arp242/goatcounter, the policy from
 * goatcounter.com/help/csp (read 2026-11-21); unverified: that one's own server serves /count.js beside /count.
 */
export const goatcounter = defineProvider({
  name: 'goatcounter',
  title: 'GoatCounter',
  homepage: 'https://www.goatcounter.com',
  summary: 'Open-source web statistics, in its cloud or on your own server.',
  category: 'analytics',
  verified: '2026-11-21',
  terms: 'no personal data',
  settings: {
    // The address that a provider builds on, without /count.
    GOATCOUNTER_ENDPOINT: setting
      .line(site.description, site.example)
      .transform(asAddress)
      .pipe(setting.url(site.description, 'https://rhymes.goatcounter.com'))
      .meta(site),
    GOATCOUNTER_SCRIPT: setting.optional(
      setting.url('Another address of count.js.', 'https://www.example.com/count.js'),
    ),
    GOATCOUNTER_NO_EVENTS: setting.optional(
      setting.boolean('Do not count clicks on elements with data-goatcounter-click.', true),
    ),
    GOATCOUNTER_ALLOW_LOCAL: setting.optional(setting.boolean('Count on local addresses too.', true)),
    GOATCOUNTER_ALLOW_FRAME: setting.optional(setting.boolean('Count pages in frames too.', true)),
  },
  variables: {},
  capabilities: {
    identity: false,
    session: false,
    goal: 'as an event, without its revenue',
    split: false,
    page: true,
    events: 'by name, without their properties',
  },
  csp: ({ GOATCOUNTER_ENDPOINT, GOATCOUNTER_SCRIPT = scriptOf(GOATCOUNTER_ENDPOINT) }) => ({
    'script-src': [GOATCOUNTER_SCRIPT.origin],
    'connect-src': [GOATCOUNTER_ENDPOINT.origin],
    // Without sendBeacon it counts by an image.
    'img-src': [GOATCOUNTER_ENDPOINT.origin],
  }),
  tags: {
    goatcounter: {
      position: 'body_bottom',
      data: ({ goal, page, events }) => {
        const names = [...(goal ? [goalName(goal)] : []), ...events.map(([name]) => name)]
        return {
          page: filled({
            path: pagePath(page?.href),
            title: page?.title,
            referrer: page?.referrer,
          }),
          events: names.length === 0 ? undefined : names.map((name) => ({ path: name, title: name, event: true })),
        }
      },
      script: ({ GOATCOUNTER_NO_EVENTS, GOATCOUNTER_ALLOW_LOCAL, GOATCOUNTER_ALLOW_FRAME }) => {
        const settings = {
          no_events: GOATCOUNTER_NO_EVENTS,
          allow_local: GOATCOUNTER_ALLOW_LOCAL,
          allow_frame: GOATCOUNTER_ALLOW_FRAME,
        }
        return js`
          window.goatcounter = Object.assign({}, window.goatcounter, ${settings}, data.page);`
      },
      load: ({ GOATCOUNTER_ENDPOINT, GOATCOUNTER_SCRIPT = scriptOf(GOATCOUNTER_ENDPOINT) }) => [
        {
          src: GOATCOUNTER_SCRIPT,
          attributes: { 'data-goatcounter': String(url`${GOATCOUNTER_ENDPOINT}/count`) },
        },
      ],
      loaded: () => js`
        if (data.events && window.goatcounter.count) {
          data.events.forEach(function (event) { window.goatcounter.count(event); });
        }`,
    },
  },
})

function asAddress(text: string): string {
  const isCode =
    /^[a-z0-9][a-z0-9-]{0,62}$/i.test(text) && !/^(?:my-?|your-?)?code$|^(?:ua|g|gt|gtm|aw|dc)-|^\d+$/i.test(text)
  return isCode ? `https://${text.toLowerCase()}.goatcounter.com` : text.replace(/\/count\/?$/, '')
}

const scriptOf = (endpoint: Url): Url =>
  endpoint.origin.endsWith('.goatcounter.com') ? url`https://gc.zgo.at/count.js` : url`${endpoint}/count.js`
