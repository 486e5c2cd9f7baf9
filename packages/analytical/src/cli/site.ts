import { type Analytical, createAnalytical } from '../analytical.ts'
import { type FaultHandler, messageOf } from '../faults.ts'
import type { AnyProvider } from '../provider.ts'
import { type CheckedSettings, checkSettings } from '../settings/check-settings.ts'
import { SettingsError } from '../settings/problem.ts'
import { wrong } from './exit-code.ts'
import { Mistake } from './mistake.ts'
import { allProviders } from './own-providers.ts'
import { type SettingsOptions, settingsFrom } from './settings-source.ts'
import type { Terminal } from './terminal.ts'

export interface SiteOptions extends SettingsOptions {
  /** A module that exports providers of the site's own. */
  providers?: string | undefined
}

/** A site as its settings have it. */
export interface Site {
  /** Its settings file; null where the environment alone is read. */
  file: string | null
  providers: readonly AnyProvider[]
  checked: CheckedSettings
  /** The kit for it, in which a provider with wrong settings is off. */
  kit(onError: FaultHandler): Analytical
}

export async function readSite(options: SiteOptions, terminal: Terminal): Promise<Site> {
  const providers = await allProviders(options.providers, terminal)
  const { file, settings } = await settingsFrom(options, terminal)
  return {
    file,
    providers,
    checked: checkSettings(settings, providers),
    kit(onError) {
      try {
        return createAnalytical({ settings, providers, onProblems: () => {}, onError })
      } catch (error) {
        throw new Mistake(messageOf(error), wrong)
      }
    },
  }
}

/** A site whose settings are right, as one that starts; warnings are told. */
export async function startSite(options: SiteOptions, terminal: Terminal): Promise<Site> {
  const site = await readSite(options, terminal)
  const { problems } = site.checked
  const errors = problems.filter(({ level }) => level === 'error')
  if (errors.length > 0) throw new Mistake(new SettingsError(errors).message, wrong)
  for (const { message } of problems) terminal.complain(`analytical: ${message}`)
  return site
}
