import { ahrefs } from './ahrefs.ts'
import { amplitude } from './amplitude.ts'
import { bingUet } from './bing_uet.ts'
import { chartbeat } from './chartbeat.ts'
import { clarity } from './clarity.ts'
import { clickmap } from './clickmap.ts'
import { clicky } from './clicky.ts'
import { cloudflareWebAnalytics } from './cloudflare_web_analytics.ts'
import { contentsquare } from './contentsquare.ts'
import { counterDev } from './counter_dev.ts'
import { crazyEgg } from './crazy_egg.ts'
import { crisp } from './crisp.ts'
import { databuddy } from './databuddy.ts'
import { facebookPixel } from './facebook_pixel.ts'
import { fathom } from './fathom.ts'
import { fullstory } from './fullstory.ts'
import { gauges } from './gauges.ts'
import { goatcounter } from './goatcounter.ts'
import { googleAds } from './google_ads.ts'
import { googleAnalytics } from './google_analytics.ts'
import { googleAnalyticsJs } from './google_analytics_js.ts'
import { googleTagManager } from './google_tag_manager.ts'
import { gosquared } from './gosquared.ts'
import { heap } from './heap.ts'
import { hotjar } from './hotjar.ts'
import { hubspot } from './hubspot.ts'
import { intercom } from './intercom.ts'
import { kissMetrics } from './kiss_metrics.ts'
import { klaviyo } from './klaviyo.ts'
import { linkedinInsight } from './linkedin_insight.ts'
import { logrocket } from './logrocket.ts'
import { luckyorange } from './luckyorange.ts'
import { matomo } from './matomo.ts'
import { matomoTagManager } from './matomo_tag_manager.ts'
import { mixpanel } from './mixpanel.ts'
import { olark } from './olark.ts'
import { openpanel } from './openpanel.ts'
import { optimizely } from './optimizely.ts'
import { performable } from './performable.ts'
import { pinterestTag } from './pinterest_tag.ts'
import { pirsch } from './pirsch.ts'
import { piwikPro } from './piwik_pro.ts'
import { plausible } from './plausible.ts'
import { plausibleLegacy } from './plausible_legacy.ts'
import { posthog } from './posthog.ts'
import { qualaroo } from './qualaroo.ts'
import { ratingMailru } from './rating_mailru.ts'
import { redditPixel } from './reddit_pixel.ts'
import { rudderstack } from './rudderstack.ts'
import { rybbit } from './rybbit.ts'
import { segment } from './segment.ts'
import { sentry } from './sentry.ts'
import { simpleAnalytics } from './simple_analytics.ts'
import { snapchatPixel } from './snapchat_pixel.ts'
import { snapengage } from './snapengage.ts'
import { snowplow } from './snowplow.ts'
import { springMetrics } from './spring_metrics.ts'
import { statcounter } from './statcounter.ts'
import { swetrix } from './swetrix.ts'
import { tiktokPixel } from './tiktok_pixel.ts'
import { umami } from './umami.ts'
import { uservoice } from './uservoice.ts'
import { vercelAnalytics } from './vercel_analytics.ts'
import { vwo } from './vwo.ts'
import { woopra } from './woopra.ts'
import { xPixel } from './x_pixel.ts'
import { yandexMetrica } from './yandex_metrica.ts'

/** All built-in providers, in the order in which they stand in a page. */
export const providers = [
  ahrefs,
  amplitude,
  bingUet,
  chartbeat,
  clarity,
  clickmap,
  clicky,
  cloudflareWebAnalytics,
  contentsquare,
  counterDev,
  crazyEgg,
  crisp,
  databuddy,
  facebookPixel,
  fathom,
  fullstory,
  gauges,
  goatcounter,
  googleAds,
  googleAnalytics,
  googleAnalyticsJs,
  googleTagManager,
  gosquared,
  heap,
  hotjar,
  hubspot,
  intercom,
  kissMetrics,
  klaviyo,
  linkedinInsight,
  logrocket,
  luckyorange,
  matomo,
  matomoTagManager,
  mixpanel,
  olark,
  openpanel,
  optimizely,
  performable,
  pinterestTag,
  pirsch,
  piwikPro,
  plausible,
  plausibleLegacy,
  posthog,
  qualaroo,
  ratingMailru,
  redditPixel,
  rudderstack,
  rybbit,
  segment,
  sentry,
  simpleAnalytics,
  snapchatPixel,
  snapengage,
  snowplow,
  springMetrics,
  statcounter,
  swetrix,
  tiktokPixel,
  umami,
  uservoice,
  vercelAnalytics,
  vwo,
  woopra,
  xPixel,
  yandexMetrica,
] as const
