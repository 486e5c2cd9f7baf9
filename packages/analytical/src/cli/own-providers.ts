import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { failureIn } from '../failure-in.ts'
import { messageOf } from '../faults.ts'
import { type AnyProvider, defineProvider } from '../provider.ts'
import { providers as builtIn } from '../providers/index.ts'
import { misused, wrong } from './exit-code.ts'
import { Mistake } from './mistake.ts'
import { withOutputAside } from './output-aside.ts'
import type { Terminal } from './terminal.ts'

/** All providers there are: those that a module exports, singly or in lists, and the built-in ones that they do not replace. */
export async function allProviders(file: string | undefined, terminal: Terminal): Promise<readonly AnyProvider[]> {
  if (file === undefined) return builtIn
  const own = await ownProviders(resolve(terminal.cwd, file))
  const names = new Set(own.map(({ name }) => name))
  return [...builtIn.filter(({ name }) => !names.has(name)), ...own]
}

async function ownProviders(path: string): Promise<readonly AnyProvider[]> {
  const exported = [...new Set(Object.values(await imported(path)).flat())]
  const found = exported.filter(isProvider)
  if (found.length === 0) {
    throw new Mistake(`${path} must export providers, like export const ticker = defineProvider({ … })`, wrong)
  }
  return found.map((provider) => checked(provider, path))
}

async function imported(path: string): Promise<object> {
  if (!existsSync(path)) throw new Mistake(`There is no providers file ${path}`, misused)
  const { href } = pathToFileURL(path)
  try {
    return await withOutputAside(() => import(href))
  } catch (error) {
    throw new Mistake(`The providers file ${path} could not be read: ${failureIn(href, error)}`, wrong)
  }
}

// Beside its providers a module may export what else it likes.
function isProvider(value: unknown): value is AnyProvider {
  if (typeof value !== 'object' || value === null) return false
  const { name, settings, variables, tags, capabilities } = value as Partial<AnyProvider>
  return typeof name === 'string' && [settings, variables, tags, capabilities].every((part) => isObject(part))
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null

function checked(provider: AnyProvider, path: string): AnyProvider {
  try {
    return defineProvider(provider)
  } catch (error) {
    throw new Mistake(`${messageOf(error)}\n(in ${path})`, wrong)
  }
}
