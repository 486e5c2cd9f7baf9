import type { Analytical } from '../analytical.ts'
import type { Choice } from '../consent/choice.ts'
import { messageOf } from '../faults.ts'
import { misused } from './exit-code.ts'
import { Mistake } from './mistake.ts'
import type { Site } from './site.ts'

/** The page that a command is about, as a visitor asks for it. */
export interface PageOptions {
  /** The signed-in user's record. */
  user?: object | undefined
  ip?: string | undefined
  consent?: Choice
  url?: URL | undefined
  userAgent?: string | undefined
  /** Headers of the request, their names in lower case. */
  header?: Readonly<Record<string, string>> | undefined
  /** Context variables that the page sets. */
  variable?: Readonly<Record<string, unknown>> | undefined
}

/** A site's kit, and the context of one page of it. */
export interface Page {
  analytical: Analytical
  context: object
}

/** An address for documentation, which is nobody's: RFC 5737. */
export const anyAddress = '203.0.113.1'
/** As long as those that the adapters make. */
export const anyNonce = 'GENERATED+FOR+EACH+PAGE='

/**
 * Makes the page, and `tell`s what goes wrong in it, then and while it is rendered.
 *
 * @throws Mistake where `consent` names what the site asks nobody for.
 */
export async function pageOf(site: Site, options: PageOptions, tell: (message: string) => void): Promise<Page> {
  const {
    url = new URL(`https://${liveHost(site)}/`),
    ip = anyAddress,
    consent,
    user,
    userAgent,
    header,
    variable,
  } = options
  const wrongConsent: string[] = []
  const analytical = site.kit((error, { tag, provider, phase }) => {
    if (phase === 'consent') wrongConsent.push(messageOf(error))
    else tell(`${tag ?? provider ?? phase}: ${messageOf(error)}`)
  })
  const request = {
    headers: { host: url.host, 'user-agent': userAgent, ...header },
    url: url.pathname + url.search,
    socket: { remoteAddress: ip },
  }
  const view = analytical.pageView({ request, ip, user, consent, nonce: anyNonce })
  await view.ready
  if (wrongConsent.length > 0) throw new Mistake(wrongConsent.join('\n'), misused)
  if (consent !== undefined && site.checked.kit.ANALYTICAL_CONSENT !== 'required') {
    tell("consent changes nothing here: the settings do not say ANALYTICAL_CONSENT = 'required'")
  }
  return { analytical, context: { ...variable, analytical: view } }
}

// On a host that is not on the list every service would be off.
function liveHost({ checked }: Site): string {
  const [host = 'localhost'] = checked.kit.ANALYTICAL_HOSTS ?? []
  return host
}
