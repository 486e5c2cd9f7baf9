import { readFile } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { environment } from './environment.ts'

/**
 * Settings from a file with the environment on top; of the environment only names that a provider declares are taken.
 *
 * @param file A `.js`, `.mjs` or `.json` file, relative to the working directory, or a file URL. A module exports its
 *   settings by name or as its default. Left out: the environment alone.
 * @throws Error when the file is missing, is of another kind, fails to load or exports no settings.
 */
export async function readSettings(
  file?: string | URL,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Record<string, unknown>> {
  return {
    ...(file === undefined ? {} : await load(resolve(file instanceof URL ? fileURLToPath(file) : file))),
    [environment]: env,
  }
}

async function load(path: string): Promise<Record<string, unknown>> {
  const kind = extname(path)
  if (!['.js', '.mjs', '.json'].includes(kind)) {
    throw new Error(`Settings are read from .js, .mjs or .json files, like settings.js (got ${path})`)
  }
  const exported = await (kind === '.json' ? readJson(path) : importModule(path))
  const { default: main, ...named } = exported
  if (main === undefined ? Object.keys(named).length === 0 : !isObject(main)) {
    throw new Error(
      `${path} must export its settings by name or as one object, like export const CLICKY_SITE_ID = '12345678'`,
    )
  }
  return { ...(main as object | undefined), ...named }
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)

async function importModule(path: string): Promise<Record<string, unknown>> {
  try {
    return await import(pathToFileURL(path).href)
  } catch (cause) {
    throw unreadable(path, (cause as Error).message, cause)
  }
}

async function readJson(path: string): Promise<Record<string, unknown>> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    throw unreadable(path, (cause as Error).message, cause)
  }
  try {
    return { default: JSON.parse(text) }
  } catch {
    // Without the parser's message, which quotes the file and with it perhaps a secret.
    throw unreadable(path, 'it is no JSON')
  }
}

const unreadable = (path: string, why: string, cause?: unknown) =>
  new Error(`The settings file ${path} could not be read: ${why}`, { cause })
