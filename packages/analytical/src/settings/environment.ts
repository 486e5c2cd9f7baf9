/** Where `readSettings` keeps the environment; a symbol, so that spreading the settings keeps it too. */
export const environment = Symbol.for('analytical.environment')

/** The environment that was laid over settings, if any. */
export function environmentOf(settings: object): Readonly<Record<string, string | undefined>> {
  return (settings as { [environment]?: Record<string, string | undefined> })[environment] ?? {}
}
