import { onTestFinished } from 'vitest'
import type { AnalyticalOptions } from '../../src/analytical.ts'
import { run, scriptsOf } from '../page.ts'
import { site as kitOf } from '../probe.ts'
import { type Answer, type Asked, ask } from './ask.ts'
import type { Running } from './servers/site.ts'

/** A kit of one tag, what it was heard to say, and the tag in a page with these variables. */
export function tagOf(options: Partial<AnalyticalOptions> = {}) {
  const { analytical, errors } = kitOf(options)
  return {
    analytical,
    told: () => errors.map(({ message }) => message),
    tag: (context: object) => analytical.render('probe', context),
  }
}

/** How to ask a server, which ends with the test. */
export async function asking(starting: Running | Promise<Running>): Promise<(asked?: Asked) => Promise<Answer>> {
  const server = await starting
  onTestFinished(async () => {
    await server.close()
  })
  return (asked) => ask(server, asked)
}

/** What the tag saw of a page view. */
export interface Seen {
  identity?: string
  variables: object
  goal?: object
  page?: object
  events: readonly unknown[]
}

export const seenIn = ({ text }: Answer) => run(text).probe as Seen | undefined
export const nonceIn = ({ text }: Answer) => scriptsOf(text)[0]?.attributes.nonce
export const actionIn = ({ text }: Answer) =>
  text.startsWith('<!--') ? 'comment' : scriptsOf(text).length > 0 ? 'render' : 'omit'
