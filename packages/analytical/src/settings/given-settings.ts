import type { Retired } from '../provider.ts'
import type { DeclaredSettings } from './declared-settings.ts'
import { didYouMean, orMeant } from './did-you-mean.ts'
import { environmentOf } from './environment.ts'
import type { Problem } from './problem.ts'

/** A setting's value, and the name it was given by: its own or an alias. */
export interface GivenSetting {
  as: string
  value: unknown
}

const settingName = /^[A-Z][A-Z0-9_]*$/

/**
 * What is given of the declared settings, by their own names, the environment on top. Of a file every unknown name with a
 * known prefix is an error; of an environment, which holds much else, only a name that is nearly right is a warning.
 */
export function givenSettings(
  settings: Given,
  declared: DeclaredSettings,
  problems: Problem[],
): ReadonlyMap<string, GivenSetting> {
  const retired: RetiredNames = new Map()
  const file = living(settings, declared, retired)
  const env = living(environmentOf(settings), declared, retired)
  const given = new Map([...known(file, declared), ...known(env, declared)])
  const inUse = new Set([...given.keys()].map((name) => declared.get(name)?.provider))
  for (const name of Object.keys(file)) {
    if (!settingName.test(name) || declared.get(name) !== undefined) continue
    if (declared.hasKnownPrefix(name)) problems.push(unknown(name, declared, inUse))
    else problems.push(...nearMiss(name, declared))
  }
  for (const name of Object.keys(env)) if (declared.get(name) === undefined) problems.push(...nearMiss(name, declared))
  problems.push(...retiredProblems(retired))
  return given
}

type Given = Readonly<Record<string, unknown>>
type RetiredNames = Map<Retired, { provider: string; names: Set<string> }>

/** What is given without the settings that are retired, which are noted. */
function living(given: Given, declared: DeclaredSettings, retired: RetiredNames): Given {
  const names = Object.keys(given).filter((name) => {
    const [provider, why] = declared.retired(name, given[name]) ?? []
    if (provider === undefined || why === undefined) return true
    if (isAbsent(given[name])) return false
    const found = retired.get(why) ?? { provider: provider.name, names: new Set() }
    retired.set(why, { ...found, names: found.names.add(name) })
    return false
  })
  return Object.fromEntries(names.map((name) => [name, given[name]]))
}

function retiredProblems(retired: RetiredNames): Problem[] {
  return [...retired].map(([{ because }, { provider, names }]) => {
    const [setting = ''] = names
    const message = `${[...names].join(', ')} ${names.size === 1 ? 'is' : 'are'} ignored: ${because}`
    return { level: 'warning', setting, provider, message }
  })
}

function known(given: Given, declared: DeclaredSettings): ReadonlyMap<string, GivenSetting> {
  const found = new Map<string, GivenSetting>()
  for (const as of declared.names) {
    const name = declared.get(as)?.name ?? as
    const value = Object.hasOwn(given, as) ? given[as] : undefined
    if (!isAbsent(value) && !found.has(name)) found.set(name, { as, value })
  }
  return found
}

const isAbsent = (value: unknown) =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '')

// Another part of the application may have names with the prefix of a service that this site does not use: SENTRY_DSN.
function unknown(name: string, declared: DeclaredSettings, inUse: ReadonlySet<string | undefined>): Problem {
  const meant = didYouMean(name, declared.names) ?? declared.names.find((longer) => longer.startsWith(`${name}_`))
  const provider = declared.ownerOf(name)
  const isWrong = meant !== undefined || provider === undefined || inUse.has(provider) || declared.isForbidden(name)
  const why = declared.isForbidden(name) ? ': the terms of the service forbid personal data' : orMeant(meant)
  return {
    level: isWrong ? 'error' : 'warning',
    setting: name,
    message: `${name} is no setting${isWrong ? '' : ' and is ignored'}${why}`,
    ...(provider === undefined ? {} : { provider }),
    ...(meant === undefined ? {} : { didYouMean: meant }),
  }
}

function nearMiss(name: string, declared: DeclaredSettings): Problem[] {
  const meant = didYouMean(name, declared.names)
  if (meant === undefined) return []
  const message = `${name} is no setting and is ignored${orMeant(meant)}`
  return [{ level: 'warning', setting: name, message, didYouMean: meant }]
}
