import { random } from '../../../src/statistics/random.ts'

/** What is done, and by or to which process. */
export interface Step {
  readonly what: StepName
  /** The process's number, from 1 on, in the order of their starts. */
  readonly by: number
  /** How many, or which. */
  readonly count: number
}

const steps = {
  hits: { weight: 8, while: 'always' },
  events: { weight: 8, while: 'always' },
  'flood of names': { weight: 3, while: 'always' },
  flush: { weight: 8, while: 'always' },
  'flush, not waited for': { weight: 4, while: 'always' },
  'cut off a reply': { weight: 3, while: 'answering' },
  'cut off a command': { weight: 3, while: 'answering' },
  'drop connections': { weight: 2, while: 'always' },
  'CLIENT KILL': { weight: 2, while: 'answering' },
  'SCRIPT FLUSH': { weight: 1, while: 'answering' },
  'delete a set': { weight: 1, while: 'answering' },
  FLUSHALL: { weight: 2, while: 'answering' },
  SAVE: { weight: 3, while: 'answering' },
  freeze: { weight: 2, while: 'answering' },
  thaw: { weight: 6, while: 'frozen' },
  kill: { weight: 3, while: 'answering' },
  start: { weight: 6, while: 'down' },
  midnight: { weight: 1, while: 'always' },
  'new process': { weight: 1, while: 'answering' },
  'stop a process': { weight: 1, while: 'answering' },
} as const

export type StepName = keyof typeof steps
type State = 'answering' | 'frozen' | 'down'

const after: Partial<Record<StepName, State>> = {
  freeze: 'frozen',
  thaw: 'answering',
  kill: 'down',
  start: 'answering',
}

/** A random sequence of what sites and servers go through, the same for a seed; it may end while the server is away. */
export function planOf(seed: number, length: number): Step[] {
  const next = random(seed)
  const below = (count: number) => Math.floor(next() * count)
  const plan: Step[] = []
  const running = [1, 2]
  let started = running.length
  let state: State = 'answering'
  while (plan.length < length) {
    const what = draw(state, next)
    const by = running[below(running.length)] as number
    const count = 1 + below(12)
    if (what === 'new process' && running.length >= 3) continue
    if (what === 'stop a process' && running.length <= 1) continue
    if (what === 'new process') running.push(++started)
    if (what === 'stop a process') running.splice(running.indexOf(by), 1)
    plan.push({ what, by: what === 'new process' ? started : by, count })
    state = after[what] ?? state
  }
  return plan
}

function draw(state: State, next: () => number): StepName {
  const possible = (Object.keys(steps) as StepName[]).filter((name) => ['always', state].includes(steps[name].while))
  const urn = possible.flatMap((name) => Array<StepName>(steps[name].weight).fill(name))
  return urn[Math.floor(next() * urn.length)] as StepName
}

/** A plan in a line, to be read where it has failed. */
export const inLine = (plan: readonly Step[]) => plan.map(({ what, by, count }) => `${what} ${by} ${count}`).join(', ')
