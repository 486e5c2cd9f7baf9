import { createAnalytical, readSettings } from 'analytical'

export const analytical = createAnalytical({
  settings: await readSettings(new URL('settings.js', import.meta.url)),
})
