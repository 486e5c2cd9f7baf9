import { type Js, js } from '../markup/js.ts'
import type { Asked } from './manager.ts'

/**
 * The page's side of consent: `analytical.consent({ analytics: 'granted' })` tells every vendor that has a call for it.
 * `data` is the state that the server knows, by subject.
 */
export const consentClient = (watch: Js): Js => js`
  var kit = window.analytical = window.analytical || {};
  if (kit.consent) return;
  kit.state = data;
  kit.told = kit.told || [];
  kit.consent = function (choice) {
    var changed = Object.keys(choice).filter(function (subject) {
      var said = choice[subject], known = kit.state[subject];
      if (!known) console.warn("analytical: no consent is asked for " + subject);
      if (known && known !== said && /^(granted|denied)$/.test(said)) return kit.state[subject] = said;
    });
    if (changed[0]) kit.told.forEach(function (tell) {
      try { tell(kit.state); } catch (error) { console.error(error); }
    });
  };
  ${watch}`

/** For a manager's `watch`: `tell(isGranted)`, by a function of a name which gives undefined where nothing was chosen. */
export const tellByName = (asked: readonly Asked[]): Js => js`
  var names = ${Object.fromEntries(asked.map(({ subject, name }) => [subject, name]))};
  function tell(isGranted) {
    var choice = {};
    for (var subject in names) {
      var yes = isGranted(names[subject]);
      if (yes !== undefined) choice[subject] = yes ? "granted" : "denied";
    }
    kit.consent(choice);
  }`
