import { js, url } from '../markup/index.ts'
import { defineProvider } from '../provider.ts'
import { commands } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { variable } from '../variable.ts'

const userVariable = (number: number, example: string) =>
  variable.text(`User variable ${number}, by which snapshots can be cut.`, example)

/**
 * Crazy Egg. The address of its file from integrations of others, `CE2.set` from django-analytical (read 2026-11-21);
 * unverified: `CE2.identify`, which is therefore called only where it is there, `CE_SNAPSHOT_NAME`, and the hosts beside
 * script.crazyegg.com. Goals are told to its server API or set up in its screens, by no documented call in the page.
 */
export const crazyEgg = defineProvider({
  name: 'crazy_egg',
  title: 'Crazy Egg',
  homepage: 'https://www.crazyegg.com',
  summary: 'Heatmaps, scroll maps and recordings of what visitors do on a page.',
  category: 'analytics',
  verified: '2026-11-21',
  settings: {
    CRAZY_EGG_ACCOUNT_NUMBER: setting.digits(
      'The account number: the two numbers in the path of the script that Crazy Egg shows, put together.',
      '12345678',
    ),
  },
  variables: {
    var1: userVariable(1, 'pro'),
    var2: userVariable(2, 'poet'),
    var3: userVariable(3, 'en'),
    var4: userVariable(4, 'spring'),
    var5: userVariable(5, 'b'),
    snapshot_name: variable.ofPage(
      variable.text('The snapshot to count the page in, for pages of one kind.', 'rhyme page'),
    ),
  },
  capabilities: { identity: true, session: false, goal: false, split: false, page: false, events: false },
  csp: () => ({
    'script-src': ['https://script.crazyegg.com', 'https://*.crazyegg.com'],
    'connect-src': ['https://*.crazyegg.com'],
    'img-src': ['https://*.crazyegg.com'],
  }),
  tags: {
    crazy_egg: {
      position: 'body_bottom',
      data: ({ variables, identity }) => ({
        snapshot: variables.snapshot_name ?? undefined,
        calls: commands(
          identity !== undefined && ['identify', identity],
          ...([1, 2, 3, 4, 5] as const).map((number) => {
            const value = variables[`var${number}`] ?? undefined
            return value !== undefined && (['set', number, value] as const)
          }),
        ),
      }),
      script: () => js`
        if (data.snapshot !== undefined) window.CE_SNAPSHOT_NAME = data.snapshot;`,
      load: ({ CRAZY_EGG_ACCOUNT_NUMBER }) => {
        const number = CRAZY_EGG_ACCOUNT_NUMBER.padStart(8, '0')
        return [{ src: url`https://script.crazyegg.com/pages/scripts/${number.slice(0, 4)}/${number.slice(4)}.js` }]
      },
      loaded: () => js`
        data.calls.forEach(function (call) {
          if (window.CE2 && window.CE2[call[0]]) window.CE2[call[0]].apply(window.CE2, call.slice(1));
        });`,
    },
  },
})
