import { asText } from '../as-text.ts'
import { filled } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { linkTo } from '../link-to.ts'
import { type Js, js } from '../markup/index.ts'
import { defineProvider, type Goal } from '../provider.ts'
import { commands, methodStub } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { variable } from '../variable.ts'

/**
 * VWO. What `_vwo_code` offers, and that its settings are asked for by the page’s address, from the SmartCode 2.0 that VWO
 * and public installations show; `VWO.event`, the policy and the order of loading from VWO’s developer and help pages (read
 * 2026-11-21); unverified: `VWO.visitor`, `track.goalConversion`, `_vis_opt_url` with this version. Variations with code or
 * styles of their own need 'unsafe-inline' or 'unsafe-eval', which only the site can decide.
 */
export const vwo = defineProvider({
  name: 'vwo',
  title: 'VWO',
  homepage: 'https://vwo.com',
  summary: 'Tests variants of a page on its visitors, with heatmaps, recordings and surveys.',
  category: 'analytics',
  verified: '2026-11-21',
  settings: {
    VWO_ACCOUNT_ID: setting.digits('The account ID: in VWO in the account menu, top right.', '654321'),
    VWO_HIDE_PAGE: setting.optional(
      setting.boolean(
        'Whether the page stays invisible until VWO’s settings are there, so that no variant flickers; true unless you say no.',
        false,
      ),
    ),
    VWO_SETTINGS_TOLERANCE: setting.optional(
      setting.number(
        'Milliseconds to wait for the settings before the page is shown as it is; 2000 unless you say.',
        1500,
        {
          min: 0,
          max: 60_000,
        },
      ),
    ),
    VWO_LIBRARY_TOLERANCE: setting.optional(
      setting.number(
        'Milliseconds to wait for the library before the page is shown as it is; 2500 unless you say.',
        2000,
        {
          min: 0,
          max: 60_000,
        },
      ),
    ),
  },
  variables: {
    url: variable.ofPage(
      variable.text('The address whose campaigns run, where that is not the page’s own.', 'https://example.com/rhymes'),
    ),
    attributes: variable.object('Custom attributes of the visitor.', { plan: 'pro' }),
  },
  capabilities: {
    identity: 'as the visitor attribute username',
    session: 'as visitor attributes, which must exist in VWO',
    goal: 'a number as a goal of a campaign, else as the event of that API name',
    split: false,
    page: false,
    events: 'by their API names',
  },
  csp: () => ({
    'script-src': ['https://*.visualwebsiteoptimizer.com', 'https://app.vwo.com'],
    'connect-src': ['https://*.visualwebsiteoptimizer.com', 'https://app.vwo.com'],
    'img-src': ['https://*.visualwebsiteoptimizer.com', 'https://chart.googleapis.com', 'https://app.vwo.com'],
    'style-src': ['https://*.visualwebsiteoptimizer.com', 'https://app.vwo.com'],
    'frame-src': ['https://*.visualwebsiteoptimizer.com', 'https://app.vwo.com'],
    'worker-src': ['blob:'],
  }),
  tags: {
    vwo: {
      position: 'head_top',
      data: ({ variables, user, session, goal, events }) => {
        const attributes = filled({ email: user.email, name: user.name, ...session, ...variables.attributes })
        return {
          url: asText(variables.url),
          calls: commands(
            attributes && ['visitor', attributes],
            ...goalCalls(goal),
            ...events.map(([name, properties]) => ['event', name, properties]),
          ),
        }
      },
      stub: () => methodStub('VWO', ['event', 'visitor']),
      script: (settings) => js`
        data.calls.forEach(function (call) { window.VWO.push(call); });
        if (data.url) window._vis_opt_url = ${linkTo(js`data.url`)}.href;
        if (!window._vwo_code && document.URL.indexOf("__vwo_disable__") < 0) {
          ${smartCode(settings)}
        }`,
    },
  },
})

// A goal of VWO’s campaigns has a number; what has a name is an event.
function goalCalls(goal: Goal | undefined) {
  if (goal === undefined) return []
  const { id, name, revenue } = goal
  if (name === undefined && /^\d+$/.test(String(id))) {
    return revenue === undefined
      ? [['track.goalConversion', Number(id)]]
      : [['track.revenueConversion', revenue, Number(id)]]
  }
  return [['event', goalName(goal), filled({ revenue, currency: goal.currency })]]
}

// Hidden by a property, not by a style element as VWO’s own code does it: a policy on styles would stop that.
const smartCode = (settings: {
  VWO_ACCOUNT_ID: string
  VWO_HIDE_PAGE?: boolean | undefined
  VWO_SETTINGS_TOLERANCE?: number | undefined
  VWO_LIBRARY_TOLERANCE?: number | undefined
}): Js => js`
  var root = document.documentElement;
  var opacity = root.style.opacity;
  var hides = ${settings.VWO_HIDE_PAGE !== false};
  var nonce = document.currentScript ? document.currentScript.nonce : "";
  var finished = false;
  window._vwo_code = {
    nonce: nonce,
    use_existing_jquery: function () { return false; },
    settings_tolerance: function () { return ${settings.VWO_SETTINGS_TOLERANCE ?? 2000}; },
    library_tolerance: function () { return ${settings.VWO_LIBRARY_TOLERANCE ?? 2500}; },
    hide_element: function () { return hides ? "body" : ""; },
    hide_element_style: function () { return "{opacity:0 !important}"; },
    getVersion: function () { return 2; },
    finished: function () { return finished; },
    finish: function () {
      if (finished) return;
      finished = true;
      if (hides) root.style.opacity = opacity;
      var style = document.getElementById("_vis_opt_path_hides");
      if (style) style.remove();
    },
    load: function (src) {
      var file = document.createElement("script");
      if (nonce) file.nonce = nonce;
      file.onerror = window._vwo_code.finish;
      file.src = src;
      document.head.appendChild(file);
    }
  };
  if (hides) root.style.opacity = "0";
  window._vwo_settings_timer = setTimeout(window._vwo_code.finish, ${settings.VWO_SETTINGS_TOLERANCE ?? 2000});
  window._vwo_code.load("https://dev.visualwebsiteoptimizer.com/j.php?a=" + ${settings.VWO_ACCOUNT_ID} +
    "&u=" + encodeURIComponent(window._vis_opt_url || document.URL) + "&vn=2");`
