import { fileOf, type Manager } from './manager.ts'

interface Choice {
  preferences: boolean
  statistics: boolean
  marketing: boolean
}
declare const window: Window & {
  Cookiebot?: {
    consent: Choice & { necessary: true }
    hasResponse: boolean
    submitCustomConsent(preferences: boolean, statistics: boolean, marketing: boolean): void
  }
}

/**
 * A stand-in for uc.js, which cannot be had: its cookie and its events by Cookiebot's documentation, what it does with an
 * element as others read it off (unverified).
 */
const script = fileOf(() => {
  const seen = new Set<Element>()
  const kept = /CookieConsent=([^;]*)/.exec(document.cookie)?.[1]
  const has = (category: string) => decodeURIComponent(kept ?? '').includes(`,${category}:true`)
  const consent = {
    necessary: true as const,
    preferences: has('preferences'),
    statistics: has('statistics'),
    marketing: has('marketing'),
  }
  const tell = (name: string) => window.dispatchEvent(new Event(name))
  const runScripts = () => {
    for (const held of document.querySelectorAll<HTMLScriptElement>('script[data-cookieconsent][type="text/plain"]')) {
      const needed = (held.getAttribute('data-cookieconsent') ?? '').split(',') as (keyof Choice)[]
      if (seen.has(held) || !needed.every((category) => consent[category])) continue
      seen.add(held)
      const live = document.createElement('script')
      for (const { name, value } of held.attributes) if (name !== 'type') live.setAttribute(name, value)
      live.type = 'text/javascript'
      live.text = held.text
      held.parentNode?.insertBefore(live, held.nextElementSibling)
    }
    tell('CookiebotOnTagsExecuted')
  }
  const answer = () => {
    const isAccepted = consent.preferences || consent.statistics || consent.marketing
    tell(isAccepted ? 'CookiebotOnAccept' : 'CookiebotOnDecline')
    runScripts()
    setTimeout(() => tell('CookiebotOnConsentReady'))
  }
  const Cookiebot = {
    consent,
    hasResponse: kept !== undefined,
    submitCustomConsent(preferences: boolean, statistics: boolean, marketing: boolean) {
      Object.assign(consent, { preferences, statistics, marketing })
      Cookiebot.hasResponse = true
      const value = `{stamp:'c3RhbXA+cw==',necessary:true,preferences:${preferences},statistics:${statistics},marketing:${marketing},method:'explicit',ver:1,utc:1745620490943,region:'pl'}`
      const escaped = value.replaceAll("'", '%27').replaceAll(',', '%2C')
      // biome-ignore lint/suspicious/noDocumentCookie: that is how it keeps the choice.
      document.cookie = `CookieConsent=${escaped};path=/;max-age=31536000;samesite=lax;secure`
      answer()
    },
  }
  window.Cookiebot = Cookiebot
  window.addEventListener('load', () => {
    tell('CookiebotOnLoad')
    if (Cookiebot.hasResponse) answer()
    else tell('CookiebotOnDialogDisplay')
  })
})

export const cookiebot: Manager = {
  title: 'Cookiebot (a stand-in)',
  settings: { ANALYTICAL_CONSENT_MANAGER: 'cookiebot' },
  file: () => script,
  head: ['https://consent.cookiebot.com/uc.js'],
  body: [],
  cookies: ['CookieConsent'],
  ready: (page) => page.waitForFunction(() => window.Cookiebot && document.readyState === 'complete'),
  choose: (page, granted) =>
    page.evaluate(([analytics, marketing]) => window.Cookiebot?.submitCustomConsent(false, analytics, marketing), [
      granted.includes('analytics'),
      granted.includes('marketing'),
    ] as const),
}
