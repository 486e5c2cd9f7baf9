import { fileOf, type Manager } from './manager.ts'

declare const window: Window & {
  OneTrust?: { IsAlertBoxClosed(): boolean; choose(groups: readonly string[]): void }
  OnetrustActiveGroups?: string
}

/**
 * A stand-in for otSDKStub.js and the banner's script, which cannot be had: cookies by those of public sites, events by
 * OneTrust's documentation, what it does with an element as others read it off (unverified). `choose` stands for the visitor's
 * clicks.
 */
const script = fileOf(() => {
  const groups = ['C0001', 'C0002', 'C0003', 'C0004']
  const read = (name: string) => {
    const cookies = document.cookie.split('; ')
    return cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1) ?? ''
  }
  const keep = (name: string, value: string) => {
    // biome-ignore lint/suspicious/noDocumentCookie: that is how it keeps the choice.
    document.cookie = `${name}=${value};path=/;max-age=31536000;samesite=lax`
  }
  let active = groups.filter(
    (group) => group === 'C0001' || decodeURIComponent(read('OptanonConsent')).includes(`${group}:1`),
  )
  const write = () => {
    const states = groups.map((group) => `${group}:${active.includes(group) ? 1 : 0}`).join(',')
    const date = new Date().toString().replaceAll(' ', '+').replaceAll(':', '%3A')
    keep(
      'OptanonConsent',
      `isGpcEnabled=0&datestamp=${date}&version=202309.1.0&hosts=&interactionCount=1&landingPath=NotLandingPage&groups=${encodeURIComponent(states)}&AwaitingReconsent=false`,
    )
  }
  const apply = () => {
    window.OnetrustActiveGroups = `,${active.join(',')},`
    for (const held of document.querySelectorAll<HTMLScriptElement>(
      'script[class*="optanon-category"][type="text/plain"]',
    )) {
      const [, ...needed] = /optanon-category-([\w-]+)/.exec(held.className) ?? []
      if (
        !needed
          .join('-')
          .split('-')
          .every((group) => active.includes(group))
      )
        continue
      const live = document.createElement('script')
      live.textContent = held.textContent
      for (const { name, value } of held.attributes)
        live.setAttribute(name, name === 'type' ? 'text/javascript' : value)
      const parent = held.parentNode
      parent?.appendChild(live)
      parent?.removeChild(held)
    }
    window.dispatchEvent(new CustomEvent('OneTrustGroupsUpdated', { detail: active }))
  }
  window.OneTrust = {
    IsAlertBoxClosed: () => read('OptanonAlertBoxClosed') !== '',
    choose(granted) {
      active = ['C0001', ...granted]
      keep('OptanonAlertBoxClosed', new Date().toISOString())
      write()
      apply()
    },
  }
  write()
  window.addEventListener('load', apply)
})

export const onetrust: Manager = {
  title: 'OneTrust (a stand-in)',
  settings: { ANALYTICAL_CONSENT_MANAGER: 'onetrust' },
  file: () => script,
  head: ['https://cdn.cookielaw.org/scripttemplates/otSDKStub.js'],
  body: [],
  cookies: ['OptanonConsent', 'OptanonAlertBoxClosed'],
  ready: (page) => page.waitForFunction(() => window.OnetrustActiveGroups !== undefined),
  choose: (page, granted) =>
    page.evaluate(
      (groups) => window.OneTrust?.choose(groups),
      [...(granted.includes('analytics') ? ['C0002'] : []), ...(granted.includes('marketing') ? ['C0004'] : [])],
    ),
}
