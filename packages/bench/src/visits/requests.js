const browsers = [
  ['Firefox', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:VERSION.0) Gecko/20100101 Firefox/VERSION.0'],
  ['Firefox', 'Mozilla/5.0 (X11; Linux x86_64; rv:VERSION.0) Gecko/20100101 Firefox/VERSION.0'],
  [
    'Safari',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/VERSION.1 Safari/605.1.15',
  ],
  [
    'Safari',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/VERSION.1 Mobile/15E148 Safari/604.1',
  ],
  [
    'Chrome',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/VERSION.0.0.0 Safari/537.36',
  ],
  [
    'Chrome',
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/VERSION.0.0.0 Mobile Safari/537.36',
  ],
]
const referrers = [undefined, 'https://www.google.com/', 'https://news.example/item?id=1', 'https://rhymes.example/']

/**
 * The nth page view of a site behind one proxy, as address and headers: 500 pages, 120 user agents, 4 kinds of referrer, 5,000
 * visitors. Chrome sends its client hints.
 */
export function pageView(n) {
  const [browser, template] = browsers[n % browsers.length]
  const version = String(120 + (Math.floor(n / browsers.length) % 20))
  const headers = {
    host: 'rhymes.example',
    connection: 'keep-alive',
    'user-agent': template.replaceAll('VERSION', version),
    accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
    'accept-language': 'en-GB,en;q=0.5',
    'accept-encoding': 'gzip, deflate, br, zstd',
    'sec-fetch-dest': 'document',
    'sec-fetch-mode': 'navigate',
    'x-forwarded-for': `203.0.${Math.floor(n / 250) % 20}.${n % 250}`,
  }
  if (browser === 'Chrome') {
    headers['sec-ch-ua'] = `"Chromium";v="${version}", "Google Chrome";v="${version}", "Not?A_Brand";v="99"`
    headers['sec-ch-ua-platform'] = template.includes('Android') ? '"Android"' : '"Windows"'
  }
  const referrer = referrers[n % 7] // Most views come from nowhere.
  if (referrer !== undefined) headers.referer = referrer
  return { path: `/rhymes/${(n * 7919) % 500}/`, headers }
}

/** The same as it goes over the wire. */
export function wireText({ path, headers }) {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`
}
