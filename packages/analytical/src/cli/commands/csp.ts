import type { Analytical } from '../../analytical.ts'
import { messageOf } from '../../faults.ts'
import { isKeyword, isNonce, parsedPolicy, policyText } from '../../policy-text.ts'
import { generalTags } from '../../tags.ts'
import { type ExitCode, fine, misused } from '../exit-code.ts'
import { helmetDirectives } from '../helmet-directives.ts'
import { jsonText } from '../json-text.ts'
import { Mistake } from '../mistake.ts'
import { anyNonce, pageOf } from '../page.ts'
import { type SiteOptions, startSite } from '../site.ts'
import type { Terminal } from '../terminal.ts'

export interface CspOptions extends SiteOptions {
  /** The text of a header, a call of helmet's options, or an element for the page's head. */
  format: 'header' | 'helmet' | 'meta'
  /** The policy that the site has, as the text of its header. */
  policy: string
  json?: boolean
}

type Directives = Readonly<Record<string, readonly string[]>>

/** Prints a content security policy with what the providers need added. */
export async function csp(options: CspOptions, terminal: Terminal): Promise<ExitCode> {
  const complain = (told: string) => terminal.complain(`analytical: ${told}`)
  const site = await startSite(options, terminal)
  const { analytical, context } = await pageOf(site, {}, complain)
  const directives = withNeeds(options.policy, analytical)
  const markup = [...generalTags].map((tag) => analytical.render(tag, context)).join('')
  const needsNonce = markup.includes(anyNonce) && !allowsWithoutNonce(directives)
  if (options.json) {
    terminal.print(jsonText({ directives, header: policyText(directives), needsNonce }))
    return fine
  }
  const { text, notes } = formats[options.format](directives, needsNonce)
  for (const note of notes) complain(note)
  terminal.print(text)
  return fine
}

function withNeeds(policy: string, analytical: Analytical): Directives {
  try {
    return parsedPolicy(analytical.csp(policy))
  } catch (error) {
    throw new Mistake(messageOf(error), misused)
  }
}

function allowsWithoutNonce(directives: Directives): boolean {
  const scripts = directives['script-src-elem'] ?? directives['script-src'] ?? directives['default-src']
  return scripts === undefined || scripts.some((source) => isNonce(source) || isKeyword(source, 'unsafe-inline'))
}

const formats = {
  header: (directives: Directives, needsNonce: boolean) => ({
    text: policyText(directives),
    notes: needsNonce ? ["script-src needs the nonce of each page as well, like 'nonce-rAnd0m'"] : [],
  }),
  helmet: (directives: Directives, needsNonce: boolean) => ({
    text: helmetDirectives(directives, needsNonce),
    notes: needsNonce ? ['response.locals.cspNonce is to be set before, anew for each response'] : [],
  }),
  meta: (directives: Directives, needsNonce: boolean) => {
    const ignored = Object.keys(directives).filter((name) => onlyInHeader.includes(name))
    const kept = Object.fromEntries(Object.entries(directives).filter(([name]) => !ignored.includes(name)))
    return {
      text: `<meta http-equiv="Content-Security-Policy" content="${attribute(policyText(kept))}">`,
      notes: [
        ...(needsNonce
          ? [
              "script-src needs the nonce of each page as well; a page that is made once has none: set ANALYTICAL_SCRIPTS = 'island'",
            ]
          : []),
        ...ignored.map((name) => `${name} is left out: it counts in a header only`),
      ],
    }
  },
}

// https://www.w3.org/TR/CSP3/#meta-element (read 2026-11-27)
const onlyInHeader = ['frame-ancestors', 'report-uri', 'sandbox']

const attribute = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
