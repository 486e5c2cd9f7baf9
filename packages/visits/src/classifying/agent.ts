import { randomInt } from 'node:crypto'
import { isBot } from 'analytical'
import Bowser from 'bowser'
import { hashOf } from './hash.ts'
import { type Headers, header } from './headers.ts'
import { remembered } from './remembered.ts'

/** A browser and what it runs on, by name and without versions. */
export interface Agent {
  /** Like `Firefox`; `(unknown)` where it cannot be told. */
  readonly browser: string
  /** Like `Windows`; `(unknown)` where it cannot be told. */
  readonly platform: string
  readonly isBot: boolean
  /** The same number for the same user agent, as long as one reader reads it, and hardly ever for another one. */
  readonly mark: number
}

const unknown = '(unknown)'
const userAgentLength = 512
const agentsRemembered = 2_000

// Client hints name a browser as it names itself; bowser's names, where they differ. What is not listed could be any text.
const brands: readonly (readonly [brand: string, browser: string])[] = [
  ['Microsoft Edge', 'Microsoft Edge'],
  ['Opera', 'Opera'],
  ['Brave', 'Brave'],
  ['Vivaldi', 'Vivaldi'],
  ['YaBrowser', 'Yandex Browser'],
  ['Yandex', 'Yandex Browser'],
  ['Samsung Internet', 'Samsung Internet for Android'],
  ['DuckDuckGo', 'DuckDuckGo'],
  ['Whale', 'NAVER Whale Browser'],
  ['Google Chrome', 'Chrome'],
  ['Chromium', 'Chromium'],
]
const platforms = new Map(
  ['Android', 'Chrome OS', 'iOS', 'Linux', 'macOS', 'Windows'].flatMap((name) =>
    [name, `"${name}"`].map((hint) => [hint, name] as const),
  ),
)
const knownBrowsers = new Set(Object.values(Bowser.BROWSER_MAP))
const knownPlatforms = new Set(Object.values(Bowser.OS_MAP))

/**
 * Reads browser and platform, by client hints where the browser sends them, else by the user agent, of which 512 characters are
 * looked at. What was read of late is remembered.
 */
export function agentReader(): (headers: Headers) => Agent {
  // Nobody can choose a text for the mark that it has.
  const seed = randomInt(2 ** 32)
  const parsed = remembered((userAgent) => byUserAgent(userAgent, seed), agentsRemembered)
  const brandIn = remembered(brandOf, agentsRemembered)
  return (headers) => {
    const agent = parsed(userAgentOf(headers))
    const hints = header(headers, 'sec-ch-ua', 256)
    const platform = header(headers, 'sec-ch-ua-platform', 32)
    if (hints === '' && platform === '') return agent
    return {
      browser: brandIn(hints) || agent.browser,
      platform: platforms.get(platform) ?? agent.platform,
      isBot: agent.isBot,
      mark: agent.mark,
    }
  }
}

/** The part of the `User-Agent` header that is looked at. */
export const userAgentOf = (headers: Headers): string => header(headers, 'user-agent', userAgentLength)

function byUserAgent(userAgent: string, seed: number): Agent {
  const parsed = userAgent === '' ? undefined : Bowser.parse(userAgent)
  return {
    browser: oneOf(knownBrowsers, parsed?.browser.name),
    platform: oneOf(knownPlatforms, parsed?.os.name),
    isBot: userAgent === '' || isBot(userAgent),
    mark: hashOf(userAgent, seed),
  }
}

/** The browser that client hints name; empty for none. */
const brandOf = (hints: string) => brands.find(([name]) => hints.includes(`"${name}"`))?.[1] ?? ''

// Of an unknown user agent bowser returns what stands before the slash, which could be any text.
const oneOf = (known: ReadonlySet<string>, name: string | undefined) =>
  name !== undefined && known.has(name) ? name : unknown
