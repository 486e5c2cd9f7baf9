import type { Manager } from './manager.ts'

declare const window: { analytical?: { consent(choice: object): void } }

/** The kit's own client: the site asks by itself, here at a click in the test. */
export const own: Manager = {
  title: 'the client of the kit',
  settings: {},
  file: () => undefined,
  head: [],
  body: [],
  cookies: ['analytical_consent'],
  ready: async () => {},
  choose: (page, granted) =>
    page.evaluate(
      (choice) => window.analytical?.consent(choice),
      Object.fromEntries(
        ['functional', 'analytics', 'marketing'].map((category) => [
          category,
          (granted as readonly string[]).includes(category) ? 'granted' : 'denied',
        ]),
      ),
    ),
}
