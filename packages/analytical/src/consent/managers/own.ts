import { js } from '../../markup/js.ts'
import { live } from '../live.ts'
import type { ConsentManager } from '../manager.ts'

const cookie = 'analytical_consent'
const halfAYear = 180 * 24 * 60 * 60

const meaning = new Map<string | null, boolean>([
  ['granted', true],
  ['denied', false],
])

// What is held stands below the client as a rule, so it is looked for again when all is there.
const revive = js`
  let revive = () => {
    for (let held of document.querySelectorAll("[data-analytical]"))
      if (data[held.dataset.analytical] === "granted") held.replaceWith(${live});
  };
  addEventListener("DOMContentLoaded", revive);`

// A page that a shared cache kept knows no visitor's choice, so the cookie is read here too.
const remember = js`
  kit.told.push(revive, () =>
    document.cookie = ${`${cookie}=`} + new URLSearchParams(data) + ${`;path=/;max-age=${halfAYear};samesite=lax`});
  kit.consent(/(^|; )analytical_consent=([^;]*)|$/.exec(document.cookie)[2]);`

const forget = js`kit.told.push(revive);`

/** The kit's own client: the site asks the visitor by itself, and tells `analytical.consent()`. */
export const own = (remembers: boolean): ConsentManager => ({
  cookie,
  names: { functional: 'functional', analytics: 'analytics', marketing: 'marketing' },
  read(value) {
    const choice = new URLSearchParams(value)
    return remembers ? (name) => meaning.get(choice.get(name)) : undefined
  },
  held: (name) => ({ 'data-analytical': name }),
  watch: () => js`
    ${revive}
    ${remembers ? remember : forget}`,
})
