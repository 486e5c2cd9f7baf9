import { asText } from '../as-text.ts'
import { goalCommand, trackEvent } from '../event-command.ts'
import { filled } from '../fields.ts'
import { checkedUrl, js, type Url, url } from '../markup/index.ts'
import { defineProvider } from '../provider.ts'
import { commands } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { traitsOf } from '../traits.ts'
import { variable } from '../variable.ts'

const account = {
  description: 'The account name: what stands before .piwik.pro in the address you sign in at.',
  example: 'example',
}

/**
 * Piwik PRO, by its container. The consent API, the types of consent, the data layer's start event and the content security
 * policy from developers.piwik.pro (read 2026-11-21); unverified: `setCustomDimensionValue`, `trackGoal`, what the API takes
 * of types of consent that no tag uses, and that the queue `_paq` may be filled before the container is there.
 */
export const piwikPro = defineProvider({
  name: 'piwik_pro',
  title: 'Piwik PRO',
  homepage: 'https://piwik.pro',
  summary: 'Web analytics with tag and consent manager, hosted in Europe or on one’s own servers.',
  category: 'analytics',
  verified: '2026-11-21',
  settings: {
    PIWIK_PRO_ACCOUNT: setting
      .id(account.description, account.example, /^[a-z0-9][a-z0-9-]{0,62}$/, 'must be the name before .piwik.pro')
      .transform((name) => checkedUrl(`https://${name}.piwik.pro`))
      .meta(account),
    PIWIK_PRO_CONTAINER_ID: setting.uuid(
      'The site or app ID: in Piwik PRO under Administration, Sites & apps.',
      'b59b0b9e-3c0a-4e21-9d8a-7a2d1c0f4e65',
    ),
    PIWIK_PRO_CONTAINER_HOST: setting.optional(
      setting.host('Your own domain for containers, where you set one up under Domains.', 'tags.example.com'),
    ),
    PIWIK_PRO_TRACKER_HOST: setting.optional(
      setting.host('Your own domain for hits, where you set one up under Domains.', 'stats.example.com'),
    ),
    PIWIK_PRO_DATA_LAYER: setting.optional(
      setting.variableName('Another name for the global dataLayer.', 'piwikLayer'),
    ),
  },
  variables: {
    data: variable.object('Entries of the data layer, laid over those of the shared variables.', {
      section: 'rhymes',
    }),
    dimensions: variable.object('Custom dimensions: values by the ID of the dimension.', { 1: 'sonnet' }),
    commands: variable.list('Any other commands of the queue _paq, each a list.', [
      ['trackSiteSearch', 'rhymes', 'poems', 3],
    ]),
  },
  capabilities: {
    identity: 'as the user ID',
    session: 'in the data layer as session',
    goal: 'by its ID in Piwik PRO; any other as a custom event',
    split: 'in the data layer as split',
    page: true,
    events: 'as custom events with their category, label and value',
  },
  csp: ({ PIWIK_PRO_TRACKER_HOST, PIWIK_PRO_CONTAINER_HOST, PIWIK_PRO_ACCOUNT }) => {
    const tracker = PIWIK_PRO_TRACKER_HOST ?? PIWIK_PRO_ACCOUNT
    const containers = containersOf(PIWIK_PRO_ACCOUNT, PIWIK_PRO_CONTAINER_HOST)
    return {
      'script-src': [containers.origin, tracker.origin],
      'connect-src': [containers.origin, tracker.origin],
      'img-src': [containers.origin, tracker.origin],
      'frame-src': [containers.origin],
      'style-src': [containers.origin],
      'font-src': [containers.origin],
    }
  },
  tags: {
    piwik_pro: {
      position: 'body_top',
      data: ({ variables, identity, session, goal, split, page, events }) => ({
        layer: filled({
          session: filled(traitsOf(session)),
          split: split && { name: split.name, version: split.version },
          ...variables.data,
        }),
        commands: commands(
          identity !== undefined && ['setUserId', identity],
          ...Object.entries(variables.dimensions ?? {}).map(([id, value]) => ['setCustomDimensionValue', id, value]),
          page?.href !== undefined && ['setCustomUrl', page.href],
          page?.title !== undefined && ['setDocumentTitle', page.title],
          page?.referrer !== undefined && ['setReferrerUrl', page.referrer],
          goal && goalCommand(goal, goalId.test(String(goal.id)) ? String(goal.id) : undefined),
          ...events.map(([name, { category, label, value }]) =>
            trackEvent(asText(category) ?? 'event', name, label, value),
          ),
          ...(variables.commands ?? []).filter(Array.isArray),
        ),
      }),
      // Calls of the consent and tag manager wait as events of the data layer.
      stub: ({ PIWIK_PRO_DATA_LAYER: layer = 'dataLayer' }) => js`
        window[${layer}] = window[${layer}] || [];
        window.ppms = window.ppms || {};
        ["tm", "cm"].forEach(function (part) {
          window.ppms[part] = window.ppms[part] || {};
          window.ppms[part].api = window.ppms[part].api || function (command) {
            window[${layer}].push({
              event: "ppms." + part + ":" + command,
              parameters: Array.prototype.slice.call(arguments, 1)
            });
          };
        });`,
      consent: () => js`
        var chosen = {
          analytics: consent.analytics,
          ab_testing_and_personalization: consent.functional,
          user_feedback: consent.functional,
          conversion_tracking: consent.marketing,
          marketing_automation: consent.marketing,
          remarketing: consent.marketing
        };
        var consents = {};
        Object.keys(chosen).forEach(function (type) {
          if (chosen[type] === "granted" || chosen[type] === "denied") {
            consents[type] = { status: chosen[type] === "granted" ? 1 : 0 };
          }
        });
        if (Object.keys(consents).length > 0) {
          window.ppms.cm.api("setComplianceSettings", { consents: consents }, function () {}, function () {});
        }`,
      script: ({ PIWIK_PRO_DATA_LAYER: layer = 'dataLayer' }) => js`
        if (data.layer) window[${layer}].push(data.layer);
        window[${layer}].push({ start: new Date().getTime(), event: "stg.start" });
        window._paq = window._paq || [];
        data.commands.forEach(function (command) { window._paq.push(command); });`,
      load: ({ PIWIK_PRO_ACCOUNT, PIWIK_PRO_CONTAINER_HOST, PIWIK_PRO_CONTAINER_ID: id, PIWIK_PRO_DATA_LAYER }) => {
        const base = containersOf(PIWIK_PRO_ACCOUNT, PIWIK_PRO_CONTAINER_HOST)
        return [
          {
            src:
              PIWIK_PRO_DATA_LAYER === undefined
                ? url`${base}/${id}.js`
                : url`${base}/${id}.js?data_layer_name=${PIWIK_PRO_DATA_LAYER}`,
          },
        ]
      },
    },
  },
})

const containersOf = (account: Url, own: Url | undefined): Url =>
  own ?? checkedUrl(account.origin.replace('.piwik.pro', '.containers.piwik.pro'))

const goalId = /^(?:\d+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i
