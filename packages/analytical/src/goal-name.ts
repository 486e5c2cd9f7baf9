import type { Goal } from './provider.ts'

/** What to call a goal where a service knows events by name: its name, else its id, and `goal_5` for a number. */
export function goalName({ id, name }: Goal): string {
  const text = String(name ?? id)
  return /^\d+$/.test(text) ? `goal_${text}` : text
}
