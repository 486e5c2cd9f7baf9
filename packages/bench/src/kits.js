import { createAnalytical, defineProvider, js, providers, setting, url } from 'analytical'
import { settings } from './page.js'

/** The kit with its built-in providers. */
export const kitOf = (more = {}, options = {}) => createAnalytical({ settings: { ...settings, ...more }, ...options })

const positions = ['head_top', 'head_bottom', 'body_top', 'body_bottom']

/** Providers that a site knows and has not switched on, to fill up a list. */
export const bystanders = (count) =>
  Array.from({ length: count }, (_, n) => {
    const name = `service_${n}`
    const id = `${name.toUpperCase()}_ID`
    return defineProvider({
      name,
      title: `Service ${n}`,
      homepage: 'https://example.com',
      summary: 'A service that this site does not use.',
      category: 'analytics',
      verified: '2026-11-21',
      settings: {
        [id]: setting.digits('The account.', '12345678'),
        [`${id}_OF_BRAND`]: setting.optional(setting.digits('The brand.', '42')),
        [`${name.toUpperCase()}_ANONYMOUS`]: setting.optional(setting.boolean('Without cookies.', true)),
      },
      variables: {
        title: setting.id('The title to count the page under.', 'rhymes', /^.*$/, 'must be text'),
        custom: setting.object('More data.', { plan: 'pro' }),
      },
      capabilities: { identity: true, session: true, goal: true, split: false, page: false, events: true },
      csp: () => ({ 'script-src': ['https://cdn.example.com'] }),
      tags: {
        [name]: {
          position: positions[n % 4],
          data: ({ variables, identity, session }) => ({ ...variables, identity, session }),
          script: (settings) => js`window.service = { id: ${settings[id]}, data: data };`,
          load: () => [{ src: url`https://cdn.example.com/${name}.js` }],
        },
      },
    })
  })

/** The built-in providers, with the `data` of their tags replaced: what is left is the kit's own work. */
export const withData = (data) =>
  providers.map((provider) =>
    defineProvider({
      ...provider,
      tags: Object.fromEntries(Object.entries(provider.tags).map(([name, tag]) => [name, { ...tag, data }])),
    }),
  )

export { providers }
