import { run } from '../page.ts'
import { probe, site } from '../probe.ts'

export const evil = '</script><img src=x onerror=alert(1)> "quotes" \'single\' & more {{ }} <% %>'

/** A kit with one provider that is on, `probe`, and one that is off, `hidden`. */
export const kit = () => site({ providers: [probe('probe'), probe('hidden')], settings: { HIDDEN_ID: undefined } })

/** What the provider `probe` saw of a page. */
export const seenIn = (html: string) =>
  run(html).probe as { variables?: object; identity?: string; session?: object } | undefined

/** What an action says when it fails. */
export async function failure(action: () => unknown): Promise<string> {
  try {
    await action()
  } catch (error) {
    return (error as Error).message
  }
  return '(it does not fail)'
}
