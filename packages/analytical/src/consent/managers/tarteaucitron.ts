import { js } from '../../markup/js.ts'
import { tellByName } from '../client.ts'
import { live } from '../live.ts'
import type { AskedCategory, ConsentManager } from '../manager.ts'

const types: Readonly<Record<AskedCategory, string>> = { functional: 'other', analytics: 'analytic', marketing: 'ads' }

/**
 * tarteaucitron 1.34, by its source (1.34.0, read 2026-11-21) and seen in Chromium. It holds no script of others, so the client
 * adds a service for each that brings it to life. Its own services have the vendors' names, and it looks for keys in its cookie
 * by how they end: ours end in a word of their own.
 */
export const tarteaucitron: ConsentManager = {
  cookie: 'tarteaucitron',
  names: (provider) => `${provider}_analytical`,
  read(value) {
    const chosen = value.split('!')
    return (name) => (chosen.includes(`${name}=true`) ? true : chosen.includes(`${name}=false`) ? false : undefined)
  },
  held: (name) => ({ 'data-tarteaucitron': name }),
  watch: (asked) => js`
    ${tellByName(asked)}
    const hear = () => tell(name => tarteaucitron.state[name]);
    const add = ([key, name, type]) => {
      tarteaucitron.services[key] = {
        key, name, type, uri: "", needConsent: true, cookies: [],
        js: () => document.querySelectorAll('[data-tarteaucitron="' + key + '"]').forEach(held => {
          held.replaceWith(${live});
        })
      };
      (tarteaucitron.job ||= []).push(key);
      for (const event of ["_added", "_allowed", "_disallowed"]) document.addEventListener(key + event, hear);
    };
    addEventListener("DOMContentLoaded", () => {
      if (window.tarteaucitron) ${asked.map(({ name, title, category }) => [name, title, types[category]])}.forEach(add);
    });`,
}
