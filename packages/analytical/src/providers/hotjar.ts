import { hjCalls } from '../hj-calls.ts'
import { js, url } from '../markup/index.ts'
import { defineProvider } from '../provider.ts'
import { callAll, functionStub } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { variable } from '../variable.ts'

/**
 * Hotjar. The calls from Hotjar's help pages on the Identify and Events API and the package @hotjar/browser 1.0.9, the letters
 * of event names from the Events API reference (read 2026-11-21); unverified: attributes without a user id, the hosts outside
 * hotjar.com.
 */
export const hotjar = defineProvider({
  name: 'hotjar',
  title: 'Hotjar',
  homepage: 'https://www.hotjar.com',
  summary: 'Heatmaps, session recordings and surveys.',
  category: 'analytics',
  verified: '2026-11-21',
  settings: {
    HOTJAR_SITE_ID: setting.digits('The Site ID: in Hotjar under Sites & Organizations.', '3456789'),
    HOTJAR_SNIPPET_VERSION: setting.optional(
      setting.digits('The version of the tracking code, hjsv in it; 6 unless you say.', '6'),
    ),
  },
  variables: {
    path: variable.ofPage(variable.text('The path to count the page under; starts with a slash.', '/rhymes')),
  },
  capabilities: {
    identity: 'as user id; e-mail and full name as attributes, where they are granted',
    session: 'as user attributes',
    goal: 'as an event by its name, without its revenue',
    split: 'as the event experiment_ with name and version',
    page: 'the path, as a change of state',
    events: 'by their names, without properties',
  },
  csp: () => ({
    'script-src': ['https://*.hotjar.com'],
    'connect-src': ['https://*.hotjar.com', 'https://*.hotjar.io', 'wss://*.hotjar.com'],
    'img-src': ['https://*.hotjar.com'],
    'font-src': ['https://*.hotjar.com'],
    'style-src': ['https://*.hotjar.com'],
    'frame-src': ['https://*.hotjar.com'],
  }),
  tags: {
    hotjar: {
      position: 'head_bottom',
      data: hjCalls,
      stub: () => functionStub('hj'),
      script: ({ HOTJAR_SITE_ID, HOTJAR_SNIPPET_VERSION = '6' }) => js`
        window._hjSettings = { hjid: ${Number(HOTJAR_SITE_ID)}, hjsv: ${Number(HOTJAR_SNIPPET_VERSION)} };
        ${callAll('hj')}`,
      load: ({ HOTJAR_SITE_ID, HOTJAR_SNIPPET_VERSION = '6' }) => [
        { src: url`https://static.hotjar.com/c/hotjar-${HOTJAR_SITE_ID}.js?sv=${HOTJAR_SNIPPET_VERSION}` },
      ],
    },
  },
})
