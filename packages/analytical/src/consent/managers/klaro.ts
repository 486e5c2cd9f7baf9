import { js } from '../../markup/js.ts'
import { tellByName } from '../client.ts'
import { jsonCookie } from '../cookie.ts'
import type { ConsentManager } from '../manager.ts'

/**
 * Klaro 0.7, by its source (0.7.22, read 2026-11-21) and seen in Chromium. It asks for each service, and asks again for all
 * when one is new: a cookie in which one is missing is no choice.
 */
export const klaro: ConsentManager = {
  cookie: 'klaro',
  names: (provider) => provider,
  read(value, { names }) {
    const chosen = jsonCookie(value)
    if (chosen === undefined || !names.every((name) => typeof chosen[name] === 'boolean')) return undefined
    return (name) => chosen[name] === true
  },
  held: (name) => ({ 'data-type': 'application/javascript', 'data-name': name }),
  // It tells of changes only, those that are not saved yet too, and is there once its deferred script has run.
  watch: (asked) => js`
    ${tellByName(asked)}
    addEventListener("DOMContentLoaded", () => {
      const manager = window.klaro?.getManager();
      const update = (_, event) => {
        if (manager.confirmed && event !== "consents") tell(name => !!manager.consents[name]);
      };
      if (!manager) return;
      manager.watch({ update });
      update();
    });`,
}
