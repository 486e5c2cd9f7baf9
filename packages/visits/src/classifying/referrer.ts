import { isIP } from 'node:net'
import { type Headers, header } from './headers.ts'
import { addressLength } from './path.ts'
import { remembered } from './remembered.ts'

const referrersRemembered = 1_000
const hostsRemembered = 100

/**
 * Who linked here, by host and without `www.`: `(direct)` where the request tells nothing, `(internal)` for the host that was
 * asked and for `ownHosts`, `(unknown)` for what is no web address, `(address)` for an IP address.
 */
export function referrerReader(ownHosts: readonly string[]) {
  const own = new Set(ownHosts.map((host) => hostOf(`http://${host.trim()}`)))
  const hostIn = remembered(hostOf, referrersRemembered)
  const asked = remembered(hostAsked, hostsRemembered)
  return (headers: Headers): string => {
    const referrer = header(headers, 'referer', addressLength)
    if (referrer === '') return '(direct)'
    const host = hostIn(referrer)
    if (host === '') return '(unknown)'
    if (own.has(host)) return '(internal)'
    if (host === asked(header(headers, 'host', 300) || header(headers, ':authority', 300))) return '(internal)'
    return isAddress(host) ? '(address)' : host
  }
}

/** Whether it is a host alone, as a list of hosts has them: without scheme, port and path. */
export const isHost = (host: string) =>
  !/[/:?#@\\*]/.test(host.replace(/^\[.*\]$/, '')) && hostOf(`http://${host}`) !== ''

function hostOf(address: string): string {
  if (!URL.canParse(address)) return ''
  const { protocol, hostname } = new URL(address)
  const isWeb = protocol === 'http:' || protocol === 'https:' || protocol === 'android-app:'
  return isWeb && hostname.length <= 253 && !notInHosts.test(hostname) ? bare(hostname) : ''
}

// A browser takes `https://(direct)/` for an address, and here it would be counted as one of our own words.
const notInHosts = /[^\w.:[\]-]/

const hostAsked = (host: string) => bare(host.replace(/:\d{1,5}$/, ''))

const isAddress = (host: string) => isIP(host.replace(/^\[|\]$/g, '')) !== 0

const bare = (host: string) =>
  host
    .trim()
    .toLowerCase()
    .replace(/^www\./, '')
