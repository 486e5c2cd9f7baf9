import { consentMode } from '../consent-mode.ts'
import { filled } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { linkTo } from '../link-to.ts'
import { html, js, type Url, url } from '../markup/index.ts'
import { defineProvider, type Goal } from '../provider.ts'
import { setting } from '../settings/setting.ts'
import { traitsOf } from '../traits.ts'
import { variable } from '../variable.ts'

const google = url`https://www.googletagmanager.com`

/**
 * Google Tag Manager. The container's files, the data layer and the policy from developers.google.com (read 2026-11-21);
 * unverified: `gtm_cookies_win`, the paths under a server container's own address, and that one `gtm.start` serves several
 * containers. Marketing, since a container may hold anything: what its tags load, the policy of the site has to allow.
 */
export const googleTagManager = defineProvider({
  name: 'google_tag_manager',
  title: 'Google Tag Manager',
  homepage: 'https://marketingplatform.google.com/about/tag-manager/',
  summary: 'Google’s tag manager; what a page tells goes into its data layer, for the container’s tags to read.',
  category: 'marketing',
  verified: '2026-11-21',
  terms: 'no personal data',
  settings: {
    GOOGLE_TAG_MANAGER_CONTAINER_ID: setting.list(
      setting.id(
        'The container ID: in Tag Manager at the top of the workspace. Several containers read the same data layer.',
        'GTM-ABC1234',
        /^GTM-[A-Z0-9]{4,20}$/,
        'must be the id of a container, GTM- and capitals and digits',
        [[/^(?:G|GT|AW|DC|UA)-/i, 'must be the id of a container, GTM-; this is the id of a Google tag']],
      ),
    ),
    GOOGLE_TAG_MANAGER_DATA_LAYER: setting.optional(
      setting.variableName('Another name for the global dataLayer.', 'tagLayer'),
    ),
    GOOGLE_TAG_MANAGER_ENVIRONMENT_AUTH: setting.optional(
      setting.id(
        'The gtm_auth of an environment of the first container: in Tag Manager under Admin, Environments; goes out together with the preview only.',
        'aBcDeFgHiJkLmNoPqRsTuV',
        /^[A-Za-z0-9_-]{10,100}$/,
        'must be the gtm_auth of an environment',
      ),
    ),
    GOOGLE_TAG_MANAGER_ENVIRONMENT_PREVIEW: setting.optional(
      setting.id(
        'The gtm_preview of that environment.',
        'env-5',
        /^env-[0-9]{1,10}$/,
        'must be the gtm_preview of an environment',
      ),
    ),
    GOOGLE_TAG_MANAGER_SERVER_CONTAINER_URL: setting.optional(
      setting.url(
        'Your own server container or first-party address, where the container comes from in place of Google’s host.',
        'https://tags.example.com',
      ),
    ),
  },
  variables: {
    data_layer: variable.object('Any other keys of the data layer, for this page.', { content_group: 'rhymes' }),
  },
  capabilities: {
    identity:
      'as user_id in the data layer; Google’s terms forbid names and e-mail addresses, which are hashed or left out',
    session: 'as keys of the data layer',
    goal: 'as an event of the data layer, its revenue in ecommerce',
    split: 'as split_name and split_version in the data layer',
    page: 'as page_location, page_title and page_referrer in the data layer, for the container’s tags to read',
    events: 'as events of the data layer',
  },
  csp: ({ GOOGLE_TAG_MANAGER_SERVER_CONTAINER_URL: own }) => {
    const hosts = [google.origin, ...(own ? [own.origin] : [])]
    return {
      'script-src': hosts,
      'img-src': hosts,
      'connect-src': [...hosts, 'https://www.google.com'],
      'frame-src': hosts,
    }
  },
  tags: {
    google_tag_manager_head: {
      position: 'head_top',
      // What the page is goes before the container's first event, so that its tags find it; what happened goes after, when
      // the tags of the page view have been set up.
      data: ({ variables, identity, session, goal, split, page, events }) => ({
        page: filled({
          user_id: identity,
          ...traitsOf(session),
          page_location: page?.href,
          page_title: page?.title,
          page_referrer: page?.referrer,
          split_name: split?.name,
          split_version: split?.version,
          ...variables.data_layer,
        }),
        events: [...goalEvent(goal), ...events.map(([name, properties]) => ({ ...properties, event: name }))],
      }),
      stub: ({ GOOGLE_TAG_MANAGER_DATA_LAYER: name }) => js`
        ${layerOf(name)} = ${layerOf(name)} || [];`,
      script: ({ GOOGLE_TAG_MANAGER_DATA_LAYER: name }) => js`
        if (data.page) {
          if (data.page.page_location) data.page.page_location = ${linkTo(js`data.page.page_location`)}.href;
          ${layerOf(name)}.push(data.page);
        }
        ${layerOf(name)}.push({ "gtm.start": new Date().getTime(), event: "gtm.js" });
        data.events.forEach(function (event) { ${layerOf(name)}.push(event); });`,
      consent: ({ GOOGLE_TAG_MANAGER_DATA_LAYER: name }, asked) =>
        consentMode('google_tag_manager', layerOf(name), asked),
      consentMode: true,
      load: (settings) => containersOf(settings).map((container) => ({ src: fileOf(container, settings) })),
    },
    google_tag_manager_body: {
      position: 'body_top',
      noscript: (settings) =>
        html`${containersOf(settings).map(
          (container) =>
            html`<iframe title="" width="0" height="0" hidden src="${frameOf(container, settings)}"></iframe>`,
        )}`,
    },
  },
})

interface Settings {
  GOOGLE_TAG_MANAGER_CONTAINER_ID: readonly string[]
  GOOGLE_TAG_MANAGER_DATA_LAYER?: string | undefined
  GOOGLE_TAG_MANAGER_ENVIRONMENT_AUTH?: string | undefined
  GOOGLE_TAG_MANAGER_ENVIRONMENT_PREVIEW?: string | undefined
  GOOGLE_TAG_MANAGER_SERVER_CONTAINER_URL?: Url | undefined
}

interface Container {
  id: string
  environment: { auth: string; preview: string } | undefined
}

// An environment belongs to one container, and is unknown to any other.
function containersOf(settings: Settings): Container[] {
  const auth = settings.GOOGLE_TAG_MANAGER_ENVIRONMENT_AUTH
  const preview = settings.GOOGLE_TAG_MANAGER_ENVIRONMENT_PREVIEW
  const environment = auth === undefined || preview === undefined ? undefined : { auth, preview }
  return settings.GOOGLE_TAG_MANAGER_CONTAINER_ID.map((id, index) => ({
    id,
    environment: index === 0 ? environment : undefined,
  }))
}

function fileOf({ id, environment }: Container, settings: Settings): Url {
  const host = settings.GOOGLE_TAG_MANAGER_SERVER_CONTAINER_URL ?? google
  const layer = settings.GOOGLE_TAG_MANAGER_DATA_LAYER
  if (environment === undefined) {
    return layer === undefined ? url`${host}/gtm.js?id=${id}` : url`${host}/gtm.js?id=${id}&l=${layer}`
  }
  const { auth, preview } = environment
  return layer === undefined
    ? url`${host}/gtm.js?id=${id}&gtm_auth=${auth}&gtm_preview=${preview}&gtm_cookies_win=x`
    : url`${host}/gtm.js?id=${id}&l=${layer}&gtm_auth=${auth}&gtm_preview=${preview}&gtm_cookies_win=x`
}

function frameOf({ id, environment }: Container, settings: Settings): Url {
  const host = settings.GOOGLE_TAG_MANAGER_SERVER_CONTAINER_URL ?? google
  if (environment === undefined) return url`${host}/ns.html?id=${id}`
  const { auth, preview } = environment
  return url`${host}/ns.html?id=${id}&gtm_auth=${auth}&gtm_preview=${preview}&gtm_cookies_win=x`
}

const layerOf = (name = 'dataLayer') => js`window[${name}]`

const goalEvent = (goal: Goal | undefined) =>
  goal === undefined
    ? []
    : [{ event: goalName(goal), ecommerce: filled({ value: goal.revenue, currency: goal.currency }) }]
