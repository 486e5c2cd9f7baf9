import { defineProvider, js, setting, url, variable } from 'analytical'

export const ticker = defineProvider({
  name: 'ticker',
  title: 'Ticker',
  homepage: 'https://ticker.example',
  summary: 'Counts page views.',
  category: 'analytics',
  verified: '2026-11-20',
  settings: { TICKER_SITE: setting.digits('The site number: in Ticker under Account.', '4711') },
  variables: { section: variable.text('The part of the site.', 'news') },
  capabilities: { identity: true, session: true, goal: true, split: false, page: false, events: false },
  csp: () => ({ 'script-src': ['https://static.ticker.example'] }),
  tags: {
    ticker: {
      position: 'body_bottom',
      data: ({ variables, session, goal }) => ({ section: variables.section, visitor: session, goal: goal?.id }),
      script: ({ TICKER_SITE }) => js`window.ticker = { site: ${TICKER_SITE}, page: data };`,
      load: () => [{ src: url`https://static.ticker.example/ticker.js` }],
    },
  },
})
