/**
 * Where what a page holds is not what was given, and why: by the contract of the vendor, of which the provider's own test
 * tells more. A word of the shared vocabulary stands for a provider's own form of it too.
 */
const changes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'an address is made whole, or cut to its path': {
    ...each('bing_uet clarity clicky goatcounter openpanel simple_analytics swetrix woopra', 'page.href'),
    ...each('chartbeat contentsquare gosquared hotjar hubspot', 'page.href path'),
  },
  'the vendor takes names of certain characters and lengths': {
    clicky: 'events.0.0',
    google_ads: 'events.0.0',
    ...each('contentsquare facebook_pixel', 'events.0.0 goal.name'),
    fullstory: 'events.0.1.{key} page_properties.{key} session.{key} split.name',
    google_analytics: 'events.0.0 goal.name session.{key}',
    hotjar: 'events.0.0 goal.name split.name split.version',
    hubspot: 'events.0.0 events.0.1.{key} goal.name session.{key}',
    sentry: 'session.plan session.{key} split.name split.version tags.section tags.{key}',
    umami: 'events.0.0 goal.name identity session.username split.name split.version tag user.username',
  },
  'the vendor’s terms forbid what tells a person, as several words may': {
    google_ads: 'identity user.username',
    ...each('google_analytics google_tag_manager optimizely', 'identity session.plan session.username user.username'),
    ...each('plausible plausible_legacy simple_analytics', 'session.plan'),
  },
  'it is sent as its hash': {
    ...each('bing_uet snapchat_pixel yandex_metrica', 'user.email'),
    ...each('pinterest_tag reddit_pixel tiktok_pixel', 'user.email user.username'),
    facebook_pixel: 'user.email user.name user.username',
  },
  'it goes with its signature': {
    crisp: 'user.email',
    intercom: 'identity session.username user.id',
  },
  'a name is parted into a first and a last one': each('hubspot klaviyo openpanel yandex_metrica', 'user.name'),
  'a time goes in seconds': each('gosquared intercom uservoice', 'user.createdAt'),
}

function each(providers: string, sinks: string): Readonly<Record<string, string>> {
  return Object.fromEntries(providers.split(' ').map((provider) => [provider, sinks]))
}

/** The sinks of a provider whose value is changed. */
export const changedBy = (provider: string): readonly string[] =>
  Object.values(changes)
    .flatMap((sinks) => sinks[provider]?.split(' ') ?? [])
    .sort()
