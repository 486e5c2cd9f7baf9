import { readFile } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { isThenable } from '../at-hand.ts'
import { failureIn } from '../failure-in.ts'
import { messageOf } from '../faults.ts'
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
    const built = /^\.[cm]?ts$/.test(kind) ? '; of TypeScript, name the file that it is built to' : ''
    throw new Error(`Settings are read from .js, .mjs or .json files, like settings.js (got ${path})${built}`)
  }
  const text = await textOf(path)
  if (text.trim() === '') throw unreadable(path, 'it is empty')
  const { default: main, ...named } = await (kind === '.json' ? parsed(path, text) : imported(path))
  if (isThenable(main)) {
    main.then(undefined, () => {})
    throw new Error(
      `${path} exports a promise of its settings: write await before it, like export default await load()`,
    )
  }
  if (main === undefined ? Object.keys(named).length === 0 : !isObject(main)) {
    throw new Error(
      `${path} must export its settings by name or as one object, like export const CLICKY_SITE_ID = '12345678'`,
    )
  }
  return { ...(main as object | undefined), ...named }
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : messageOf(cause)
    throw unreadable(path, why, cause)
  }
}

async function imported(path: string): Promise<Record<string, unknown>> {
  const { href } = pathToFileURL(path)
  try {
    return await import(href)
  } catch (cause) {
    throw unreadable(path, failureIn(href, cause), cause)
  }
}

// Without the parser's message, which quotes the file and with it perhaps a secret.
function parsed(path: string, text: string): Record<string, unknown> {
  try {
    return { default: JSON.parse(text) }
  } catch {
    throw unreadable(path, 'it is no JSON')
  }
}

const unreadable = (path: string, why: string, cause?: unknown) =>
  new Error(`The settings file ${path} could not be read: ${why}`, { cause })
