import { filled } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { html, js, url } from '../markup/index.ts'
import { defineProvider } from '../provider.ts'
import { setting } from '../settings/setting.ts'
import { variable } from '../variable.ts'

/**
 * Top.Mail.ru. The counter's entries with `start` and `userid` and what may be a user id from top.mail.ru/help, goals from
 * published installations (read 2026-11-21); unverified: `url` and `referrer` of a page view, `itemView`, and the hosts
 * beside top-fwz1.mail.ru.
 */
export const ratingMailru = defineProvider({
  name: 'rating_mailru',
  otherNames: ['rating_mailru_metrica'],
  title: 'Top.Mail.ru',
  homepage: 'https://top.mail.ru',
  summary: 'Web analytics and site rating of VK, formerly Rating@Mail.ru.',
  category: 'analytics',
  verified: '2026-11-21',
  settings: {
    RATING_MAILRU_COUNTER_ID: setting.list(
      setting.id(
        'The counter’s ID: in Top.Mail.ru in the list of your sites; several count every page in each.',
        '3516740',
        /^[0-9]{5,10}$/,
        'must be 5 to 10 digits',
      ),
    ),
  },
  variables: {
    item_view: variable.ofPage(
      variable.object('The products that the page shows, for dynamic retargeting.', {
        productid: '17',
        pagetype: 'product',
        list: '1',
        totalvalue: 9.5,
      }),
    ),
  },
  capabilities: {
    identity: true,
    session: false,
    goal: 'by its name, with revenue as its value; the currency cannot be told',
    split: false,
    page: 'address and referrer; the title cannot be told',
    events: 'as goals',
  },
  csp: () => ({
    'script-src': ['https://top-fwz1.mail.ru', 'https://privacy-cs.mail.ru'],
    'connect-src': ['https://top-fwz1.mail.ru', 'https://privacy-cs.mail.ru'],
    'img-src': ['https://top-fwz1.mail.ru', 'https://*.mail.ru'],
    'frame-src': ['https://top-fwz1.mail.ru'],
  }),
  tags: {
    rating_mailru: {
      position: 'head_bottom',
      data: ({ variables, identity, goal, page, events }) => ({
        user: identity,
        view: { url: page?.href, referrer: page?.referrer },
        entries: [
          ...(variables.item_view ? [{ ...variables.item_view, type: 'itemView' }] : []),
          ...(goal ? [{ type: 'reachGoal', goal: goalName(goal), value: goal.revenue }] : []),
          ...events.map(([name, properties]) => ({ type: 'reachGoal', goal: name, params: filled(properties) })),
        ],
      }),
      script: ({ RATING_MAILRU_COUNTER_ID }) => js`
        var queue = window._tmr = window._tmr || [];
        if (data.user) queue.push({ type: "setUserID", userid: data.user });
        ${RATING_MAILRU_COUNTER_ID}.forEach(function (id) {
          queue.push({ ...data.view, id: id, type: "pageView", start: new Date().getTime() });
          data.entries.forEach(function (entry) { queue.push({ ...entry, id: id }); });
        });`,
      load: () => [{ src: url`https://top-fwz1.mail.ru/js/code.js`, attributes: { id: 'topmailru-code' } }],
    },
    rating_mailru_body: {
      position: 'body_bottom',
      noscript: ({ RATING_MAILRU_COUNTER_ID }) =>
        html`${RATING_MAILRU_COUNTER_ID.map(
          (id) =>
            html`<img alt="" width="1" height="1" hidden src="${url`https://top-fwz1.mail.ru/counter?id=${id};js=na`}">`,
        )}`,
    },
  },
})
