import { goalName } from './goal-name.ts'
import type { Goal } from './provider.ts'
import type { Command } from './queues.ts'

/** The command that counts an event in the queue `_paq`: category, action, name, value. */
export const trackEvent = (category: string, action: string, label: unknown, value: unknown): Command => [
  'trackEvent',
  category,
  action,
  // Before a value, null, which JSON makes of undefined, would be taken for a name.
  value === undefined ? label : (label ?? ''),
  value,
]

/** The command that counts a goal: by an id of the vendor's, else as an event. */
export const goalCommand = (goal: Goal, id: string | number | undefined): Command =>
  id === undefined ? trackEvent('goal', goalName(goal), undefined, goal.revenue) : ['trackGoal', id, goal.revenue]
