import { js, url } from '../markup/index.ts'
import { pagePath } from '../page-path.ts'
import { plainText } from '../plain-text.ts'
import { defineProvider } from '../provider.ts'
import { setting } from '../settings/setting.ts'
import { variable } from '../variable.ts'

/**
 * Chartbeat. The properties of `_sf_async_config`, `noCookies` and the user types of `_cbq` from Chartbeat’s documentation
 * and help pages (read 2026-11-21); unverified: that the page’s start and end times are still read, and the hosts its pings
 * go to.
 */
export const chartbeat = defineProvider({
  name: 'chartbeat',
  title: 'Chartbeat',
  homepage: 'https://chartbeat.com',
  summary: 'Real-time analytics for publishers: what is being read right now, and for how long.',
  category: 'analytics',
  verified: '2026-11-21',
  settings: {
    CHARTBEAT_USER_ID: setting.digits('The UID: in the code under Add code to your site.', '12345'),
    CHARTBEAT_DOMAIN: setting.optional(
      setting.domain('The site’s name in Chartbeat, mostly its domain without www.', 'example.com'),
    ),
    CHARTBEAT_AUTO_DOMAIN: setting.optional(
      setting.boolean(
        'Whether to take the page’s own domain, without www, where none is set; true unless you say no.',
        false,
      ),
    ),
    CHARTBEAT_VIDEO: setting.optional(setting.boolean('Also measure how videos are watched.', true)),
  },
  variables: {
    domain: variable.ofPage(variable.text('The site’s name in Chartbeat.', 'rhymes.example')),
    path: variable.ofPage(variable.text('The path to count the page under; starts with a slash.', '/rhymes')),
    title: variable.ofPage(variable.text('The title to count the page under.', 'All rhymes')),
    sections: variable.ofPage(variable.texts('The sections of the site that the page belongs to.', ['News', 'Sports'])),
    authors: variable.ofPage(variable.texts('Who wrote the page.', 'Jane Doe')),
    type: variable.ofPage(variable.text('What kind of page it is.', 'article')),
    sponsor_name: variable.ofPage(variable.text('The campaign that a sponsored page belongs to.', 'spring')),
    use_canonical: variable.ofPage(variable.boolean('Take the path from the page’s canonical link.', true)),
    use_canonical_domain: variable.ofPage(variable.boolean('Take the domain from the page’s canonical link.', true)),
    no_cookies: variable.ofPage(variable.boolean('Set no cookies.', true)),
    user_type: variable.text('What the visitor is to the site: anon, lgdin (registered) or paid.', 'paid'),
    config: variable.object('Any other property of _sf_async_config.', { mobileApp: true }),
  },
  capabilities: {
    identity: false,
    session: false,
    goal: false,
    split: false,
    page: 'address and title; the referrer cannot be told',
    events: false,
  },
  csp: () => ({
    'script-src': ['https://static.chartbeat.com'],
    'connect-src': ['https://ping.chartbeat.net'],
    'img-src': ['https://ping.chartbeat.net'],
  }),
  tags: {
    chartbeat_top: {
      position: 'head_top',
      order: 'first',
      script: () => js`window._sf_startpt = new Date().getTime();`,
    },
    chartbeat_bottom: {
      position: 'body_bottom',
      order: 'last',
      data: ({ variables, page }, { CHARTBEAT_USER_ID, CHARTBEAT_DOMAIN }) => ({
        config: {
          uid: Number(CHARTBEAT_USER_ID),
          domain: variables.domain ?? CHARTBEAT_DOMAIN,
          path: pagePath(variables.path ?? page?.href),
          title: variables.title ?? page?.title,
          sections: listed(variables.sections),
          authors: listed(variables.authors),
          type: variables.type,
          sponsorName: variables.sponsor_name,
          useCanonical: variables.use_canonical,
          useCanonicalDomain: variables.use_canonical_domain,
          noCookies: variables.no_cookies,
          ...variables.config,
        },
        userType: variables.user_type,
      }),
      stub: () => js`
        window._sf_async_config = window._sf_async_config || {};
        window._cbq = window._cbq || [];`,
      consent: () => js`window._sf_async_config.refused = consent.analytics !== "granted";`,
      script: ({ CHARTBEAT_AUTO_DOMAIN }) => js`
        var refused = window._sf_async_config.refused;
        window._sf_async_config = { ...window._sf_async_config, ...data.config };
        if (refused) window._sf_async_config.noCookies = true;
        ${CHARTBEAT_AUTO_DOMAIN === false ? js`` : ownDomain}
        if (data.userType) window._cbq.push(["_acct", data.userType]);
        window._sf_endpt = new Date().getTime();`,
      load: ({ CHARTBEAT_VIDEO }) => [
        {
          src: CHARTBEAT_VIDEO
            ? url`https://static.chartbeat.com/js/chartbeat_video.js`
            : url`https://static.chartbeat.com/js/chartbeat.js`,
        },
      ],
    },
  },
})

const ownDomain = js`
  if (window._sf_async_config.domain === undefined) {
    window._sf_async_config.domain = location.hostname.replace(/^www\./, "");
  }`

// Chartbeat parts several by commas.
const listed = (names: unknown) => (Array.isArray(names) ? names.map(plainText).join(',') : names)
