import { type Js, js } from '../markup/js.ts'
import type { Asked } from './manager.ts'

/**
 * The page's side of consent: `analytical.consent({ analytics: 'granted' })` tells every vendor that has a call for it.
 * `data` is the state that the server knows, by subject. In a browser that cannot read this code nothing is granted. One
 * vendor's fault does not keep the choice from the others.
 */
export const consentClient = (watch: Js): Js => js`
  let kit = window.analytical ||= {};
  if (kit.consent) return;
  kit.state = data;
  kit.told ||= [];
  kit.consent = choice => {
    let news;
    new URLSearchParams(choice).forEach((said, key) => {
      if (!data[key]) console.warn("not asked:", key);
      else if (data[key] !== said && /^(grant|deni)ed$/.test(said)) news = data[key] = said;
    });
    if (news) kit.told.forEach(tell => { try { tell(data) } catch (e) { console.error(e) } });
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
