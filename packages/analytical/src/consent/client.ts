import { type Js, js } from '../markup/js.ts'
import type { Asked } from './manager.ts'

/**
 * The page's side of consent: `analytical.consent({ analytics: 'granted' })` tells every vendor that has a call for it.
 * `data` is the state that the server knows, by subject. In a browser that cannot read this code nothing is granted.
 */
export const consentClient = (watch: Js): Js => js`
  const kit = window.analytical ||= {};
  if (kit.consent) return;
  kit.state = data;
  kit.told ||= [];
  kit.consent = choice => {
    const before = JSON.stringify(data);
    for (const subject in choice) {
      if (!data[subject]) console.warn("analytical: no consent is asked for " + subject);
      else if (/^(granted|denied)$/.test(choice[subject])) data[subject] = choice[subject];
    }
    if (before !== JSON.stringify(data)) kit.told.forEach(tell => {
      try { tell(data); } catch (error) { console.error(error); }
    });
  };
  ${watch}`

/** For a manager's `watch`: `tell(isGranted)`, by a function of a name which gives undefined where nothing was chosen. */
export const tellByName = (asked: readonly Asked[]): Js => js`
  const names = ${Object.fromEntries(asked.map(({ subject, name }) => [subject, name]))};
  const tell = isGranted => {
    const choice = {};
    for (const subject in names) {
      const yes = isGranted(names[subject]);
      if (yes !== undefined) choice[subject] = yes ? "granted" : "denied";
    }
    kit.consent(choice);
  };`
