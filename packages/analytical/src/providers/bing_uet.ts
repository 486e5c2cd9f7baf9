import { contactHash } from '../contact-hash.ts'
import { filled } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { js, url } from '../markup/index.ts'
import { pagePath } from '../page-path.ts'
import { defineProvider } from '../provider.ts'
import { callMethods, commands } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { variable } from '../variable.ts'

/**
 * Microsoft's Universal Event Tracking, of Bing Ads. The queue, its start after bat.js and the fields from nuxt/scripts, which
 * read them out of bat.js, and from base codes that sites publish, consent from Usercentrics' documentation (read 2026-11-21);
 * unverified: bat.bing.net, and the address and title of a page in a set command.
 */
export const bingUet = defineProvider({
  name: 'bing_uet',
  title: 'Microsoft UET',
  homepage: 'https://about.ads.microsoft.com/en/tools/performance/conversion-tracking',
  summary: 'Counts conversions and builds audiences for Microsoft Advertising, formerly Bing Ads.',
  category: 'marketing',
  verified: '2026-11-21',
  settings: {
    BING_UET_TAG_ID: setting.digits('The tag ID: in Microsoft Advertising under Conversions, UET tag.', '12345678'),
    BING_UET_ENABLE_AUTO_SPA_TRACKING: setting.optional(
      setting.boolean('Count changes of the address by history.pushState as page views; true unless you say.', false),
    ),
  },
  variables: {
    user_data: variable.object(
      'More fields of enhanced conversions, such as ph, hashed; they reach Microsoft without a grant in BING_UET_PERSONAL_DATA.',
      { ph: 'a56f9aa0b1e0c8e4cbbc4d6f2bfae6c6a3e1e3bd8d5f0a0f5a3a3f3a0e4f5c11' },
    ),
    remarketing: variable.object('What the page shows, for dynamic remarketing.', {
      ecomm_prodid: 'rhyme-17',
      ecomm_pagetype: 'product',
    }),
  },
  capabilities: {
    identity: 'enhanced conversions: the e-mail address alone, hashed, where BING_UET_PERSONAL_DATA lists it',
    session: false,
    goal: 'as an event, which a conversion goal must name as its action',
    split: false,
    page: 'address and title; the referrer cannot be told',
    events: 'under their names',
  },
  csp: () => {
    const hosts = ['https://bat.bing.com', 'https://bat.bing.net']
    return { 'script-src': hosts, 'img-src': hosts, 'connect-src': hosts }
  },
  tags: {
    bing_uet: {
      position: 'head_bottom',
      // A command is several items of the queue, one after the other, not a list of them.
      data: ({ variables, user, goal, page, events }) => {
        const override = filled({ page_path: pagePath(page?.href), page_title: page?.title })
        const person = filled({ em: contactHash(user.email), ...variables.user_data })
        return commands(
          override && ['push', 'set', override],
          person && ['push', 'set', { pid: person }],
          variables.remarketing !== undefined && ['push', 'event', '', variables.remarketing],
          goal && ['push', 'event', goalName(goal), filled({ revenue_value: goal.revenue, currency: goal.currency })],
          ...events.map(([name, properties]) => ['push', 'event', name, properties]),
        )
      },
      stub: () => js`
        window.uetq = window.uetq || [];`,
      script: () => callMethods('uetq'),
      // A default counts only before the queue is started; bat.js then puts an object of its own in its place.
      consent: () => js`
        var isFirst = Array.isArray(window.uetq) && window.uetq.indexOf("consent") < 0;
        window.uetq.push("consent", isFirst ? "default" : "update", {
          ad_storage: consent.marketing === "granted" ? "granted" : "denied"
        });`,
      load: () => [{ src: url`https://bat.bing.com/bat.js` }],
      loaded: ({ BING_UET_TAG_ID, BING_UET_ENABLE_AUTO_SPA_TRACKING: spa = true }) => js`
        if (window.UET && Array.isArray(window.uetq)) {
          window.uetq = new window.UET({ ti: ${BING_UET_TAG_ID}, enableAutoSpaTracking: ${spa}, q: window.uetq });
          window.uetq.push("pageLoad");
        }`,
    },
  },
})
