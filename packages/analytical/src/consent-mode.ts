import { type Js, js } from './markup/index.ts'

/**
 * Google's Consent Mode, version 2, on a data layer. A default counts only before the first other command, so the first
 * choice is one, whichever tag of the page says so; what changes it later is an update. All tags of a data layer share one
 * state: what one of them may not have is denied. While a choice is pending Google waits for half a second; regions narrow
 * down where it is taken for a refusal, by a default of their own.
 *
 * The commands by developers.google.com/tag-platform/security/guides/consent (read 2026-11-21).
 */
export const consentMode = (tag: string, layer: Js, { regions }: { regions: readonly string[] }): Js => js`
  var layer = ${layer} = ${layer} || [];
  var known = layer.consents = layer.consents || {};
  known[${tag}] = consent;
  function state(category) {
    var all = Object.keys(known).map(function (tag) { return known[tag][category]; }).filter(Boolean);
    return ["denied", "pending", "granted"].filter(function (one) { return all.indexOf(one) >= 0; })[0] || "denied";
  }
  var now = { functional: state("functional"), analytics: state("analytics"), marketing: state("marketing") };
  function command() { layer.push(arguments); }
  function states(pending, more) {
    function of(category) {
      return now[category] === "granted" || now[category] === "pending" && pending ? "granted" : "denied";
    }
    return Object.assign({
      ad_storage: of("marketing"),
      ad_user_data: of("marketing"),
      ad_personalization: of("marketing"),
      analytics_storage: of("analytics"),
      functionality_storage: of("functional"),
      personalization_storage: of("functional"),
      security_storage: "granted"
    }, more);
  }
  var isOpen = now.marketing === "pending" || now.analytics === "pending";
  var wait = isOpen ? { wait_for_update: 500 } : {};
  if (!layer.consent) {
    ${regions.length === 0 ? js`command("consent", "default", states(false, wait));` : inRegions(regions)}
  } else if (layer.consent !== JSON.stringify(now)) command("consent", "update", states());
  layer.consent = JSON.stringify(now);`

// The default of a region counts before the one for all.
const inRegions = (regions: readonly string[]) => js`
  if (isOpen) command("consent", "default", states(false, Object.assign({ region: ${regions} }, wait)));
  command("consent", "default", states(true, wait));`
