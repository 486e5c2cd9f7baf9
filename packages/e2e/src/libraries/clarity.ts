import { type Library, npmFile } from './library.ts'

/** The file that Clarity makes for a project starts its library with the project's id, before the calls that wait. */
const projectScript = (id: string) => `
  window.clarity("start", {
    projectId: "${id}", upload: "https://k.clarity.ms/collect", lean: false, delay: 100, track: true, content: true,
  });
  window.clarity.q.unshift(window.clarity.q.pop());
  var library = document.createElement("script");
  library.src = "https://scripts.clarity.ms/0.8.70/clarity.js";
  document.head.appendChild(library);`

export const clarity: Library = {
  provider: 'clarity',
  settings: { CLARITY_PROJECT_ID: 'abcdefghij' },
  answer: ({ pathname }) => {
    if (pathname.startsWith('/tag/')) return { script: projectScript(pathname.slice('/tag/'.length)) }
    return pathname.endsWith('/clarity.js') ? npmFile('clarity-js/build/clarity.min.js') : undefined
  },
  told: ({ url, text }) => {
    if (url.pathname !== '/collect') return {}
    const has = (part: string) => (text.includes(part) ? part : undefined)
    return {
      site: (JSON.parse(text) as { e: unknown[] }).e.find((part) => part === 'abcdefghij'),
      user: has('"userId"') && 'jeff',
      plan: text.includes('"plan"') ? has('gold') : undefined,
      event: has('rhyme posted'),
    }
  },
  expected: { site: 'abcdefghij', user: 'jeff', plan: 'gold', event: 'rhyme posted' },
}
