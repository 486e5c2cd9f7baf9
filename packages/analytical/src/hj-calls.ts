import { goalName } from './goal-name.ts'
import { pagePath } from './page-path.ts'
import type { Seen } from './provider.ts'
import { type Command, commands } from './queues.ts'
import { profileOf } from './traits.ts'

/** The calls of `hj` for a page view; who it is comes before every event. */
export function hjCalls({
  variables,
  identity,
  user,
  session,
  goal,
  split,
  page,
  events,
}: Seen<{ path: string }>): Command[] {
  const attributes = profileOf({ user, session })
  const path = pagePath(variables.path ?? page?.href)
  return commands(
    (identity !== undefined || attributes !== undefined) && ['identify', identity ?? null, attributes ?? {}],
    path !== undefined && ['stateChange', path],
    goal && ['event', hjEvent(goalName(goal))],
    split && ['event', hjEvent(`experiment_${split.name}_${split.version}`)],
    ...events.map(([name]) => ['event', hjEvent(name)]),
  )
}

/** A name as events may have it. */
export const hjEvent = (name: string): string => name.replace(/[^A-Za-z0-9 _.:/-]/g, '_').slice(0, 250)
