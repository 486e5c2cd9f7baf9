import { defineProvider, html, js, setting, url, variable } from 'analytical'

export const ticker = defineProvider({
  name: 'ticker',
  title: 'Ticker',
  homepage: 'https://ticker.example',
  summary: 'Counts page views, goals and events.',
  category: 'analytics',
  verified: '2026-11-20',
  settings: {
    TICKER_SITE: setting.digits('The site number: in Ticker under Account.', '4711'),
  },
  variables: {
    section: variable.text('The part of the site to count the page under.', 'news'),
  },
  capabilities: { identity: true, session: true, goal: 'by its id', split: false, page: false, events: true },
  csp: () => ({
    'script-src': ['https://static.ticker.example'],
    'img-src': ['https://count.ticker.example'],
    'connect-src': ['https://count.ticker.example'],
  }),
  tags: {
    ticker: {
      position: 'body_bottom',
      data: ({ variables, session, goal, events }) => ({
        section: variables.section,
        visitor: session,
        goal: goal?.id,
        events,
      }),
      script: ({ TICKER_SITE }) => js`
        window.ticker = { site: ${TICKER_SITE}, page: data };`,
      load: () => [{ src: url`https://static.ticker.example/ticker.js` }],
      noscript: ({ TICKER_SITE }) =>
        html`<img alt="" width="1" height="1" hidden src="${url`https://count.ticker.example/${TICKER_SITE}.gif`}">`,
    },
  },
})
