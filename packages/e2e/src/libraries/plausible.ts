import { readFileSync } from 'node:fs'
import { type Library, npmFile } from './library.ts'

interface Hit {
  n: string
  d: string
  p?: Record<string, unknown>
}

/**
 * Plausible publishes its script's code as a module. The script of a site is that code with the site's domain, and works off
 * what the snippet left: the options, and the calls made before it was there.
 */
const siteScript = () => {
  const { file } = npmFile('@plausible-analytics/tracker/plausible.js')
  const code = readFileSync(file, 'utf8').replace(/^export \{.*$/m, '')
  return `(function () { ${code}
    var left = window.plausible;
    init(Object.assign({ domain: 'rhymes.example' }, left.o));
    left.q && left.q.forEach(function (call) { track(call[0], call[1] || {}); });
  })();`
}

export const plausible: Library = {
  provider: 'plausible',
  settings: { PLAUSIBLE_SCRIPT_ID: 'pa-A1b2C3d4E5f6G7h8I9j0K' },
  answer: ({ pathname }) => (pathname.startsWith('/js/') ? { script: siteScript() } : undefined),
  told: ({ url, text }) => {
    if (url.pathname !== '/api/event') return {}
    const { n, d, p } = JSON.parse(text) as Hit
    return n === 'rhyme posted' ? { site: d, event: p?.lines, plan: p?.plan } : { plan: p?.plan }
  },
  expected: { site: 'rhymes.example', plan: 'gold', event: 4 },
}
