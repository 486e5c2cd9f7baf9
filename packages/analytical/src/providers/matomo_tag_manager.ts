import { filled } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { js } from '../markup/index.ts'
import { defineProvider } from '../provider.ts'
import { setting } from '../settings/setting.ts'
import { traitsOf } from '../traits.ts'
import { variable } from '../variable.ts'

const container = {
  description: 'The address of the container: in Matomo under Tag Manager, Install Code.',
  example: 'https://stats.example.com/matomo/js/container_AbCd1234.js',
}

/**
 * Matomo Tag Manager. The start event from published installations (read 2026-11-21); unverified: the address of a container
 * in Matomo Cloud, and the hosts, which depend on the tags in the container.
 */
export const matomoTagManager = defineProvider({
  name: 'matomo_tag_manager',
  title: 'Matomo Tag Manager',
  homepage: 'https://matomo.org/guide/tag-manager/',
  summary: 'Tag manager of Matomo; its container decides what is counted, by the data layer.',
  category: 'analytics',
  verified: '2026-11-21',
  settings: {
    MATOMO_TAG_MANAGER_CONTAINER_URL: setting
      .url(container.description, container.example)
      .refine((address) => /\/container_\w+\.js$/.test(String(address)), 'must end in container_….js')
      .meta(container),
  },
  variables: {
    data: variable.object('Entries of the data layer, laid over those of the shared variables.', {
      section: 'rhymes',
    }),
  },
  capabilities: {
    identity: 'in the data layer as userId',
    session: 'in the data layer as session',
    goal: 'as a custom event with revenue and currency',
    split: 'in the data layer as split',
    page: 'in the data layer as page',
    events: 'as custom events',
  },
  csp: ({ MATOMO_TAG_MANAGER_CONTAINER_URL: address }) => {
    // Matomo Cloud delivers containers from a host of its own, by the account's host.
    const cloud = /^https:\/\/cdn\.matomo\.cloud\/([a-z0-9-]+\.matomo\.cloud)\//.exec(String(address))?.[1]
    const origin = cloud === undefined ? address.origin : `https://${cloud}`
    return { 'script-src': [...new Set([address.origin, origin])], 'connect-src': [origin], 'img-src': [origin] }
  },
  tags: {
    matomo_tag_manager: {
      position: 'head_top',
      data: ({ variables, identity, user, session, goal, split, page, events }) => {
        const layer = filled({
          userId: identity,
          userEmail: user.email,
          userName: user.name,
          session: filled(traitsOf(session)),
          split: split && { name: split.name, version: split.version },
          page: page && filled({ ...page }),
          ...variables.data,
        })
        return {
          layer,
          events: [
            ...(goal ? [{ revenue: goal.revenue, currency: goal.currency, event: goalName(goal) }] : []),
            ...events.map(([name, properties]) => ({ ...properties, event: name })),
          ],
        }
      },
      // The data first: tags that fire at the start read it.
      script: () => js`
        var layer = window._mtm = window._mtm || [];
        if (data.layer) layer.push(data.layer);
        layer.push({ "mtm.startTime": new Date().getTime(), event: "mtm.Start" });
        data.events.forEach(function (event) { layer.push(event); });`,
      load: ({ MATOMO_TAG_MANAGER_CONTAINER_URL: src }) => [{ src }],
    },
  },
})
