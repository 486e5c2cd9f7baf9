import { type Js, js } from './markup/index.ts'

/**
 * Google's Consent Mode, version 2, on a data layer. A default counts only before the first other command, so the first
 * choice is one and what follows updates it, whichever tag of the page says so. While a choice is pending Google waits for
 * half a second; regions narrow down where it is taken for a refusal, by a default of their own.
 *
 * The commands by developers.google.com/tag-platform/security/guides/consent (read 2026-11-21).
 */
export const consentMode = (layer: Js, { regions }: { regions: readonly string[] }): Js => js`
  var layer = ${layer} = ${layer} || [];
  function tell() { layer.push(arguments); }
  function states(pending, more) {
    function state(category) {
      var said = consent[category];
      return said === "granted" || said === "pending" && pending ? "granted" : "denied";
    }
    return Object.assign({
      ad_storage: state("marketing"),
      ad_user_data: state("marketing"),
      ad_personalization: state("marketing"),
      analytics_storage: state("analytics"),
      functionality_storage: state("functional"),
      personalization_storage: state("functional"),
      security_storage: "granted"
    }, more);
  }
  var isOpen = consent.marketing === "pending" || consent.analytics === "pending";
  var wait = isOpen ? { wait_for_update: 500 } : {};
  if (layer.knowsConsent) tell("consent", "update", states());
  else ${regions.length === 0 ? js`tell("consent", "default", states(false, wait));` : inRegions(regions)}
  layer.knowsConsent = true;`

// The default of a region counts before the one for all.
const inRegions = (regions: readonly string[]) => js`{
  if (isOpen) tell("consent", "default", states(false, Object.assign({ region: ${regions} }, wait)));
  tell("consent", "default", states(true, wait));
}`
