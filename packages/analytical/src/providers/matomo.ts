import { asText } from '../as-text.ts'
import { goalCommand, trackEvent } from '../event-command.ts'
import { html, js, url } from '../markup/index.ts'
import { defineProvider, type Seen } from '../provider.ts'
import { type Command, commands, pushAll } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { traitsOf } from '../traits.ts'
import { variable } from '../variable.ts'

/**
 * Matomo, once Piwik. The order in which the queue is worked off from Matomo's tracker itself, `AbTesting::enter` from its
 * developer guides, that custom variables are a plugin of their own from the plugin's description, `rec=1` from the Tracking
 * HTTP API (read 2026-11-21); unverified: the address of the script in Matomo Cloud, the calls on Do Not Track, cookie
 * domain and heart beat, and that `forgetConsentGiven` holds before the tracker is there.
 */
export const matomo = defineProvider({
  name: 'matomo',
  otherNames: ['piwik'],
  title: 'Matomo',
  homepage: 'https://matomo.org',
  summary: 'Web analytics that one can host oneself, or have hosted as Matomo Cloud.',
  category: 'analytics',
  verified: '2026-11-21',
  settings: {
    MATOMO_DOMAIN_PATH: setting.hostAndPath(
      'Where your Matomo is, with its path where it has one; in Matomo Cloud the host of your account.',
      'stats.example.com/matomo',
    ),
    MATOMO_SITE_ID: setting.digits('The ID of the website: in Matomo under Administration, Websites, Manage.', '345'),
    MATOMO_SCRIPT_DOMAIN_PATH: setting.optional(
      setting.hostAndPath(
        'Where matomo.js is kept, if not beside matomo.php: Matomo Cloud has it on a host of its own.',
        'cdn.matomo.cloud/example.matomo.cloud',
      ),
    ),
    MATOMO_DISABLE_COOKIES: setting.optional(setting.boolean('Count without cookies.', true)),
    MATOMO_COOKIE_DOMAIN: setting.optional(
      setting.line('The domain of the cookies, where several subdomains share their visitors.', '*.example.com'),
    ),
    MATOMO_DOMAINS: setting.optional(
      setting.list(setting.line('The domains whose links are not counted as outbound links.', '*.example.com')),
    ),
    MATOMO_DO_NOT_TRACK: setting.optional(
      setting.boolean('Do not count visitors whose browser asks not to be tracked.', true),
    ),
    MATOMO_LINK_TRACKING: setting.optional(
      setting.boolean('Count clicks on outbound links and downloads; true unless you say.', false),
    ),
    MATOMO_HEART_BEAT: setting.optional(
      setting.number('Measure how long a page is looked at, by asking every so many seconds.', 15, {
        min: 1,
        max: 3600,
      }),
    ),
  },
  variables: {
    vars: variable.list('Custom variables: lists of slot, name, value and scope, which is page unless it says visit.', [
      [1, 'rhyme', 'sonnet', 'page'],
    ]),
    dimensions: variable.object('Custom dimensions: values by the ID of the dimension.', { 1: 'sonnet' }),
    commands: variable.list(
      'Any other commands of the queue, each a list; those that track run after the page view, the rest before it.',
      [['trackSiteSearch', 'rhymes', 'poems', 3]],
    ),
  },
  capabilities: {
    identity: 'as the User ID',
    session:
      'as custom variables of the visit in the slots up to 5 that are free, which since Matomo 4 takes the plugin Custom Variables',
    goal: 'by its number in Matomo; any other as an event',
    split: 'takes the plugin A/B Testing',
    page: true,
    events: 'with their category, label and value',
  },
  csp: ({ MATOMO_DOMAIN_PATH: { origin }, MATOMO_SCRIPT_DOMAIN_PATH: script }) => ({
    // Plugins such as the heat maps load scripts of their own from Matomo itself.
    'script-src': [...new Set([script?.origin ?? origin, origin])],
    'connect-src': [origin],
    'img-src': [origin],
  }),
  tags: {
    matomo: {
      position: 'body_bottom',
      data: ({ variables, identity, session, goal, split, page, events }, { MATOMO_LINK_TRACKING: links = true }) => {
        const vars = (variables.vars ?? []).flatMap(customVariable)
        const more = (variables.commands ?? []).filter((command): command is Command => Array.isArray(command))
        return commands(
          identity !== undefined && ['setUserId', identity],
          ...vars,
          ...visitVariables(session, vars),
          ...Object.entries(variables.dimensions ?? {}).map(([id, value]) => ['setCustomDimension', id, value]),
          page?.href !== undefined && ['setCustomUrl', page.href],
          page?.title !== undefined && ['setDocumentTitle', page.title],
          page?.referrer !== undefined && ['setReferrerUrl', page.referrer],
          ...more.filter((command) => !tracks(command)),
          ['trackPageView'],
          links && ['enableLinkTracking'],
          split && ['AbTesting::enter', { experiment: split.name, variation: split.version }],
          goal && goalCommand(goal, /^\d+$/.test(String(goal.id)) ? Number(goal.id) : undefined),
          ...events.map(([name, { category, label, value }]) =>
            trackEvent(asText(category) ?? 'event', name, label, value),
          ),
          ...more.filter(tracks),
        )
      },
      script: (settings) => {
        const {
          MATOMO_DOMAIN_PATH: base,
          MATOMO_DISABLE_COOKIES: cookieless,
          MATOMO_COOKIE_DOMAIN: cookieDomain,
          MATOMO_DOMAINS: domains,
          MATOMO_DO_NOT_TRACK: doNotTrack,
          MATOMO_HEART_BEAT: heartBeat,
        } = settings
        const forEveryPage = commands(
          cookieless === true && ['disableCookies'],
          doNotTrack === true && ['setDoNotTrack', true],
          cookieDomain !== undefined && ['setCookieDomain', cookieDomain],
          domains !== undefined && ['setDomains', domains],
          ['setTrackerUrl', url`${base}/matomo.php`],
          ['setSiteId', settings.MATOMO_SITE_ID],
          heartBeat !== undefined && ['enableHeartBeatTimer', heartBeat],
        )
        return js`
          window._paq = window._paq || [];
          ${forEveryPage}.forEach(function (command) { window._paq.push(command); });
          ${pushAll('_paq')}`
      },
      // Once matomo.js is there, _paq is no list any more, and consent has been required by then.
      consent: () => js`
        var queue = window._paq = window._paq || [];
        var isRequired = !queue.some || queue.some(function (command) { return command[0] === "requireConsent"; });
        if (!isRequired) queue.push(["requireConsent"]);
        if (consent.analytics === "granted") queue.push(["setConsentGiven"]);
        else if (isRequired || consent.analytics === "denied") queue.push(["forgetConsentGiven"]);`,
      load: ({ MATOMO_DOMAIN_PATH: base, MATOMO_SCRIPT_DOMAIN_PATH: script = base }) => [
        { src: url`${script}/matomo.js` },
      ],
      noscript: ({ MATOMO_DOMAIN_PATH: base, MATOMO_SITE_ID: site }) =>
        html`<img alt="" width="1" height="1" hidden src="${url`${base}/matomo.php?idsite=${site}&rec=1`}">`,
    },
  },
})

const tracks = ([name]: Command) => /^(?:track|ping$)|::/.test(asText(name) ?? '')

function customVariable(given: unknown): Command[] {
  const [slot, name, value, scope = 'page'] = Array.isArray(given) ? given : []
  return value === undefined ? [] : [['setCustomVariable', slot, name, value, scope]]
}

/** Session data in the slots that the page's own variables of the visit leave free; Matomo takes text only. */
function visitVariables(session: Seen['session'], vars: readonly Command[]): Command[] {
  const taken = vars.filter(([, , , , scope]) => scope === 'visit').map(([, slot]) => Number(slot))
  const free = [1, 2, 3, 4, 5].filter((slot) => !taken.includes(slot))
  return Object.entries(traitsOf(session))
    .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value) || value instanceof Date)
    .slice(0, free.length)
    .map(([name, value], index) => [
      'setCustomVariable',
      free[index],
      name,
      value instanceof Date ? value : String(value),
      'visit',
    ])
}
