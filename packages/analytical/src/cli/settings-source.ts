import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { messageOf } from '../faults.ts'
import { readSettings } from '../settings/read-settings.ts'
import { misused, wrong } from './exit-code.ts'
import { Mistake } from './mistake.ts'
import { withOutputAside } from './output-aside.ts'
import type { Terminal } from './terminal.ts'

export interface SettingsOptions {
  /** A file, relative to the working directory; one of the usual names unless you say. */
  settings?: string | undefined
  /** The environment alone, without a file. */
  environment?: boolean | undefined
}

export interface SettingsSource {
  /** The file as it was given or found; null for the environment alone. */
  file: string | null
  settings: object
}

const usualNames = ['settings.js', 'settings.mjs', 'settings.json']

/** Reads the settings with the environment laid over them. */
export async function settingsFrom(options: SettingsOptions, terminal: Terminal): Promise<SettingsSource> {
  const file = fileOf(options, terminal)
  const path = file === null ? undefined : resolve(terminal.cwd, file)
  try {
    return { file, settings: await withOutputAside(() => readSettings(path, terminal.env)) }
  } catch (error) {
    throw new Mistake(messageOf(error), wrong)
  }
}

function fileOf({ settings, environment = false }: SettingsOptions, { cwd }: Terminal): string | null {
  if (environment) {
    if (settings === undefined) return null
    throw new Mistake(`--environment reads no file: leave out ${settings}, or the option`, misused)
  }
  if (settings !== undefined) {
    if (existsSync(resolve(cwd, settings))) return settings
    throw new Mistake(`There is no settings file ${resolve(cwd, settings)}`, misused)
  }
  const found = usualNames.find((name) => existsSync(join(cwd, name)))
  if (found !== undefined) return found
  throw new Mistake(
    `There is no ${usualNames.join(', ')} in ${cwd}: name your settings file, or say --environment`,
    misused,
  )
}
