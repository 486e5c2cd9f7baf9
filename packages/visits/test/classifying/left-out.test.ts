import { describe, expect, test } from 'vitest'
import { type Judged, leftOut } from '../../src/classifying/left-out.ts'

const person = { browser: 'Firefox', platform: 'Linux', isBot: false }
type Page = Parameters<typeof leftOut>[0]

function judge(hit: Partial<Page>, judged: Partial<Judged> = {}) {
  return leftOut(
    { method: 'GET', status: 200, path: '/rhymes', agent: person, ...hit },
    { aborted: false, told: undefined, headers: {}, type: 'text/html; charset=utf-8', ...judged },
  )
}

const document = { 'sec-fetch-dest': 'document' }
const script = { 'sec-fetch-dest': 'empty', accept: '*/*' }

describe('what is a page view, and why not', () => {
  test.each<[string, ReturnType<typeof leftOut>, Partial<Page>, Partial<Judged>?]>([
    ['a page', undefined, {}],
    ['a page that a browser asks for by name', undefined, {}, { headers: document }],
    ['a page that the browser has already', undefined, { status: 304 }, { type: '' }],
    ['a page without a type', undefined, {}, { type: '' }],
    ['plain text', undefined, {}, { type: 'text/plain' }],
    ['a page whose path looks like a file', undefined, { path: '/how-to-read.txt' }],
    ['a page loaded by Turbo', undefined, {}, { headers: { ...script, accept: 'text/html, application/xhtml+xml' } }],
    ['a form that was sent', 'method', { method: 'POST' }],
    ['HEAD', 'method', { method: 'HEAD' }],
    ['a client that went away', 'aborted', {}, { aborted: true }],
    ['what the site excludes', 'excluded', {}, { told: 'excluded' }],
    ['the site’s own figures', 'dashboard', {}, { told: 'dashboard' }],
    ['301', 'redirect', { status: 301 }],
    ['303', 'redirect', { status: 303 }],
    ['404', 'error', { status: 404 }],
    ['500', 'error', { status: 500 }],
    ['a style sheet', 'asset', { path: '/style.css' }, { type: 'text/css' }],
    ['a style sheet that the browser has already', 'asset', { path: '/style.css', status: 304 }, { type: '' }],
    [
      'a picture, as the browser says',
      'asset',
      { path: '/face' },
      { type: '', headers: { 'sec-fetch-dest': 'image' } },
    ],
    ['robots.txt', 'asset', { path: '/robots.txt' }, { type: 'text/plain' }],
    ['a feed', 'asset', { path: '/feed' }, { type: 'application/rss+xml' }],
    ['a frame in a page', 'asset', {}, { headers: { 'sec-fetch-dest': 'iframe' } }],
    ['JSON', 'data', { path: '/api/rhymes' }, { type: 'application/json' }],
    ['JSON by another name', 'data', {}, { type: 'application/problem+json' }],
    ['an answer without content', 'data', { status: 204 }, { type: '' }],
    ['an answer that resets a form', 'data', { status: 205 }, {}],
    ['what a script fetches', 'data', {}, { headers: script }],
    ['a prefetch', 'prefetch', {}, { headers: { ...script, 'sec-purpose': 'prefetch' } }],
    ['a prerender', 'prefetch', {}, { headers: { ...document, 'sec-purpose': 'prefetch;prerender' } }],
    ['a prefetch of an older browser', 'prefetch', {}, { headers: { purpose: 'prefetch' } }],
    ['a prefetch of Firefox', 'prefetch', {}, { headers: { 'x-moz': 'prefetch' } }],
    ['a robot', 'bot', { agent: { ...person, isBot: true } }],
  ])('%s: %s', (_, reason, hit, judged) => {
    expect(judge(hit, judged)).toBe(reason)
  })
})
