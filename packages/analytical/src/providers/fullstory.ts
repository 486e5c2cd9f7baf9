import { type Fields, filled, renamed } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { js, type Url, url } from '../markup/index.ts'
import { pagePath } from '../page-path.ts'
import { defineProvider } from '../provider.ts'
import { commands } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { traitsOf } from '../traits.ts'
import { variable } from '../variable.ts'

/**
 * Fullstory, Browser API 2. What a call is in the queue, the globals and the hosts of the regions from the package
 * @fullstory/snippet 2.1.0 and Fullstory's published guides, how capture waits from its developer documentation (read
 * 2026-11-21); unverified: what names of properties may hold.
 */
export const fullstory = defineProvider({
  name: 'fullstory',
  title: 'Fullstory',
  homepage: 'https://www.fullstory.com',
  summary: 'Session replay and product analytics.',
  category: 'analytics',
  verified: '2026-11-21',
  settings: {
    FULLSTORY_ORG_ID: setting.id(
      'The org ID: in Fullstory under Settings, Data capture, in the snippet after _fs_org.',
      'o-1ABCD2-na1',
      /^(?:o-)?[A-Za-z0-9]{2,20}(?:-[a-z]{2}[0-9]{1,2})?$/,
      'must be the id of a Fullstory organization',
    ),
    FULLSTORY_REGION: setting.optional(
      setting.choice('Where the data is kept; unless you say, what the org ID ends in.', ['na1', 'eu1'], 'eu1'),
    ),
    FULLSTORY_HOST: setting.optional(
      setting.host('Your own relay, where captured data goes in place of Fullstory’s hosts.', 'relay.example.com'),
    ),
    FULLSTORY_SCRIPT: setting.optional(
      setting.hostAndPath('Where fs.js is loaded from in place of Fullstory’s host.', 'relay.example.com/s/fs.js'),
    ),
    FULLSTORY_NAMESPACE: setting.optional(
      setting.variableName('Another name for the global FS, where another script uses it.', 'FullStory'),
    ),
  },
  variables: {
    page_properties: variable.ofPage(
      variable.object('Properties of the page; pageName among them is its name in Fullstory.', {
        pageName: 'Rhyme',
      }),
    ),
  },
  capabilities: {
    identity: 'as uid; e-mail and full name with it, where they are granted',
    session: 'as user properties',
    goal: 'as an event by its name',
    split: 'as the page property experiment_ and its name',
    page: 'the title, else the path, as the name of the page; the address itself is always captured',
    events: true,
  },
  csp: (settings) => {
    const { script, region } = partsOf(settings)
    const own = settings.FULLSTORY_HOST ? [settings.FULLSTORY_HOST.origin] : []
    const records = region === 'eu1' ? 'https://rs.eu1.fullstory.com' : 'https://rs.fullstory.com'
    const edge = region === 'eu1' ? 'https://edge.eu1.fullstory.com' : 'https://edge.fullstory.com'
    return {
      'script-src': [script.origin],
      'connect-src': [edge, records, ...own],
      'img-src': [records, ...own],
    }
  },
  tags: {
    fullstory: {
      position: 'head_bottom',
      data: ({ variables, identity, user, session, goal, split, page, events }) => {
        const person = filled({ displayName: user.name, email: user.email, ...propertiesOf(traitsOf(session)) })
        const here = filled({
          pageName: page?.title ?? pagePath(page?.href),
          ...(split && propertiesOf({ [`experiment_${split.name}`]: split.version })),
          ...propertiesOf(variables.page_properties),
        })
        return commands(
          identity !== undefined && ['setIdentity', { uid: identity, properties: person }],
          identity === undefined && person && ['setProperties', { type: 'user', properties: person }],
          here && ['setProperties', { type: 'page', properties: here }],
          goal && [
            'trackEvent',
            { name: goalName(goal), properties: { revenue: goal.revenue, currency: goal.currency } },
          ],
          ...events.map(([name, properties]) => ['trackEvent', { name, properties: propertiesOf(properties) }]),
        )
      },
      // fs.js takes over from a function with these properties, and looks for the browser's own fetch in _w.
      stub: ({ FULLSTORY_NAMESPACE: name = 'FS' }) => js`
        window[${name}] = window[${name}] || (function () {
          function FS(operation, options, source, version) {
            var waits = /Async$/.test(operation);
            function call(resolve, reject) {
              var all = [operation.replace(/Async$/, ""), options, source, resolve, reject, version || 2];
              if (FS._api) return FS._api.apply(FS, all);
              FS.q.push(all);
              return null;
            }
            return waits ? new Promise(call) : call();
          }
          FS.q = [];
          FS._v = "2.0.0";
          FS._w = { XMLHttpRequest: window.XMLHttpRequest, fetch: window.fetch };
          if (window.fetch) window.fetch = function () { return FS._w.fetch.apply(this, arguments); };
          return FS;
        })();`,
      script: (settings) => {
        const { FULLSTORY_ORG_ID: org, FULLSTORY_NAMESPACE: name = 'FS' } = settings
        const { host, script } = partsOf(settings)
        return js`
          window._fs_host = ${host};
          window._fs_script = ${String(script).slice('https://'.length)};
          window._fs_org = ${org};
          window._fs_namespace = ${name};
          data.forEach(function (command) { window[${name}](command[0], command[1]); });`
      },
      // fs.js reads the global once, when it starts; every later choice is a call.
      consent: ({ FULLSTORY_NAMESPACE: name = 'FS' }) => js`
        var granted = consent.analytics === "granted";
        if (window._fs_capture_on_startup === undefined) window._fs_capture_on_startup = granted;
        else window[${name}](granted ? "start" : "shutdown");`,
      load: (settings) => [{ src: partsOf(settings).script, attributes: { crossorigin: 'anonymous' } }],
    },
  },
})

interface Where {
  readonly FULLSTORY_ORG_ID: string
  readonly FULLSTORY_REGION: 'na1' | 'eu1' | undefined
  readonly FULLSTORY_HOST: Url | undefined
  readonly FULLSTORY_SCRIPT: Url | undefined
}

/** Where data goes and fs.js comes from: an org id of another region ends in its name. */
function partsOf({ FULLSTORY_ORG_ID, FULLSTORY_REGION, FULLSTORY_HOST, FULLSTORY_SCRIPT }: Where) {
  const region = FULLSTORY_REGION ?? (FULLSTORY_ORG_ID.endsWith('-eu1') ? 'eu1' : 'na1')
  const [host, script] =
    region === 'eu1'
      ? ['eu1.fullstory.com', url`https://edge.eu1.fullstory.com/s/fs.js`]
      : ['fullstory.com', url`https://edge.fullstory.com/s/fs.js`]
  return {
    region,
    host: FULLSTORY_HOST?.origin.slice('https://'.length) ?? host,
    script: FULLSTORY_SCRIPT ?? script,
  }
}

// Names of properties are letters, digits and underscores, a letter first.
const plainName = (name: string) => name.replace(/[^A-Za-z0-9_]/g, '_').replace(/^(?![A-Za-z])/, 'x_')

const propertiesOf = (fields: Fields | null | undefined) => renamed(fields, plainName)
