import { type Js, js } from './markup/index.ts'

/**
 * Google's Consent Mode, version 2, on a data layer. A default counts only before the first other command, so the first
 * choice is one and what follows updates it, whichever tag of the page says so.
 */
export const consentMode = (layer: Js): Js => js`
  var layer = ${layer} = ${layer} || [];
  var state = function (category) { return consent[category] === "granted" ? "granted" : "denied"; };
  (function () { layer.push(arguments); })("consent", layer.knowsConsent ? "update" : "default", {
    ad_storage: state("marketing"),
    ad_user_data: state("marketing"),
    ad_personalization: state("marketing"),
    analytics_storage: state("analytics"),
    functionality_storage: state("functional"),
    personalization_storage: state("functional"),
    security_storage: "granted"
  });
  layer.knowsConsent = true;`
