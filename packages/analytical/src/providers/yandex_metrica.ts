import { contactHash } from '../contact-hash.ts'
import { filled } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { html, js, url } from '../markup/index.ts'
import { personName } from '../person-name.ts'
import { defineProvider } from '../provider.ts'
import { commands, functionStub } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { traitsOf } from '../traits.ts'
import { variable } from '../variable.ts'

const countries = 'ru az by co.il com com.am com.ge com.tr ee fr kg kz lt lv md tj tm uz'
  .split(' ')
  .map((end) => `mc.yandex.${end}`)
const hosts = [...countries, 'mc.webvisor.com', 'mc.webvisor.org']
const https = hosts.map((host) => `https://${host}`)

/**
 * Yandex Metrica, by tag.js. Loading, options, methods, hashed contact data and the hosts from yandex.com/support/metrica
 * (read 2026-11-21); unverified: `ut` for pages that Yandex is not to index, which directive each host needs, and that
 * setUserID reaches the page view sent before it. Yandex would have an address in Gmail without its dots; such a one is hashed
 * as it is.
 */
export const yandexMetrica = defineProvider({
  name: 'yandex_metrica',
  title: 'Yandex Metrica',
  homepage: 'https://metrica.yandex.com',
  summary: 'Web analytics of Yandex, with click maps and session replay.',
  category: 'analytics',
  verified: '2026-11-21',
  settings: {
    YANDEX_METRICA_COUNTER_ID: setting.list(
      setting.id(
        'The tag number: in Yandex Metrica beside the name of the tag; several count every page in each.',
        '105270439',
        /^[0-9]{6,10}$/,
        'must be 6 to 10 digits',
      ),
    ),
    YANDEX_METRICA_WEBVISOR: setting.optional(setting.boolean('Record sessions for replay.', true)),
    YANDEX_METRICA_TRACKHASH: setting.optional(
      setting.boolean('Count changes of the fragment of the address as page views.', true),
    ),
    YANDEX_METRICA_NOINDEX: setting.optional(
      setting.boolean('Do not hand the pages over to Yandex’s search index.', true),
    ),
    YANDEX_METRICA_ECOMMERCE: setting.optional(setting.boolean('Collect e-commerce data from a data layer.', true)),
    YANDEX_METRICA_DATA_LAYER: setting.optional(
      setting.variableName('Another name for the data layer of e-commerce.', 'yandexLayer'),
    ),
    YANDEX_METRICA_CLICKMAP: setting.optional(
      setting.boolean('Collect data for the click map; true unless you say.', false),
    ),
    YANDEX_METRICA_TRACK_LINKS: setting.optional(
      setting.boolean('Count clicks on outbound links and downloads; true unless you say.', false),
    ),
    YANDEX_METRICA_ACCURATE_TRACK_BOUNCE: setting.optional(
      setting.boolean('Tell bounces by the time spent on the page; true unless you say.', false),
    ),
  },
  variables: {
    params: variable.object('Parameters of the session, also nested.', { rhyme: { form: 'sonnet' } }),
    user_params: variable.object('Parameters of the visitor; laid over the session.', { plan: 'pro' }),
  },
  capabilities: {
    identity: true,
    session: 'as parameters of the visitor',
    goal: 'by its name, as a goal of the kind JavaScript event',
    split: 'as the session parameter ab_test',
    page: true,
    events: 'as goals of the kind JavaScript event',
  },
  csp: () => ({
    'script-src': [...https, 'https://yastatic.net'],
    'connect-src': [...https, ...hosts.map((host) => `wss://${host}`)],
    'img-src': https,
    'frame-src': ['blob:', ...https],
    'worker-src': ['blob:', ...https],
  }),
  tags: {
    yandex_metrica: {
      position: 'head_bottom',
      data: ({ variables, identity, user, session, goal, split, page, events }) => {
        const { first, last } = personName(user.name)
        const contact = filled({
          email: contactHash(user.email),
          first_name: contactHash(first),
          last_name: contactHash(last),
        })
        const params = filled({ ab_test: split && { [split.name]: split.version }, ...variables.params })
        const userParams = filled({ ...traitsOf(session), ...variables.user_params })
        return {
          page: page && { href: page.href, options: { title: page.title, referer: page.referrer } },
          who: commands(
            identity !== undefined && ['setUserID', identity],
            userParams && ['userParams', userParams],
            contact && ['firstPartyParamsHashed', contact],
            params && ['params', params],
          ),
          goals: commands(
            goal && [
              'reachGoal',
              goalName(goal),
              filled({ order_price: goal.revenue, currency: goal.revenue === undefined ? undefined : goal.currency }),
            ],
            ...events.map(([name, properties]) => ['reachGoal', name, filled(properties)]),
          ),
        }
      },
      stub: () => js`
        ${functionStub('ym', 'a')}
        window.ym.l = window.ym.l || new Date().getTime();`,
      // A page that is to be counted otherwise is not counted by init, but by a hit of its own.
      script: (settings) => js`
        ${settings.YANDEX_METRICA_COUNTER_ID.map(Number)}.forEach(function (id) {
          var options = ${optionsOf(settings)};
          if (data.page) options.defer = true;
          window.ym(id, "init", options);
          data.who.forEach(function (command) { window.ym.apply(null, [id].concat(command)); });
          if (data.page) window.ym(id, "hit", data.page.href || location.href, data.page.options);
          data.goals.forEach(function (command) { window.ym.apply(null, [id].concat(command)); });
        });`,
      load: () => [{ src: url`https://mc.yandex.ru/metrika/tag.js` }],
    },
    yandex_metrica_body: {
      position: 'body_bottom',
      noscript: ({ YANDEX_METRICA_COUNTER_ID }) =>
        html`${YANDEX_METRICA_COUNTER_ID.map(
          (id) => html`<img alt="" width="1" height="1" hidden src="${url`https://mc.yandex.ru/watch/${id}`}">`,
        )}`,
    },
  },
})

function optionsOf(settings: Readonly<Record<string, unknown>>) {
  const { YANDEX_METRICA_ECOMMERCE: ecommerce, YANDEX_METRICA_DATA_LAYER: layer } = settings
  return {
    clickmap: settings.YANDEX_METRICA_CLICKMAP ?? true,
    trackLinks: settings.YANDEX_METRICA_TRACK_LINKS ?? true,
    accurateTrackBounce: settings.YANDEX_METRICA_ACCURATE_TRACK_BOUNCE ?? true,
    ...(settings.YANDEX_METRICA_WEBVISOR === true && { webvisor: true }),
    ...(settings.YANDEX_METRICA_TRACKHASH === true && { trackHash: true }),
    ...(settings.YANDEX_METRICA_NOINDEX === true && { ut: 'noindex' }),
    ...(ecommerce === true && { ecommerce: layer ?? 'dataLayer' }),
  }
}
