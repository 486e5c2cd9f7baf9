import type { DeclaredSettings } from './declared-settings.ts'
import { didYouMean } from './did-you-mean.ts'
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
  settings: Readonly<Record<string, unknown>>,
  declared: DeclaredSettings,
  problems: Problem[],
): ReadonlyMap<string, GivenSetting> {
  const env = environmentOf(settings)
  for (const name of Object.keys(settings)) {
    if (!settingName.test(name) || declared.get(name) !== undefined) continue
    if (declared.hasKnownPrefix(name)) problems.push(unknown(name, declared))
    else problems.push(...nearMiss(name, declared))
  }
  for (const name of Object.keys(env)) if (declared.get(name) === undefined) problems.push(...nearMiss(name, declared))
  return new Map([...known(settings, declared), ...known(env, declared)])
}

function known(
  given: Readonly<Record<string, unknown>>,
  declared: DeclaredSettings,
): ReadonlyMap<string, GivenSetting> {
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

function unknown(name: string, declared: DeclaredSettings): Problem {
  const meant = didYouMean(name, declared.names) ?? declared.names.find((longer) => longer.startsWith(`${name}_`))
  const provider = declared.ownerOf(name)
  return {
    level: 'error',
    setting: name,
    message: `${name} is no setting${declared.isForbidden(name) ? ': the terms of the service forbid personal data' : meant === undefined ? '' : `: did you mean ${meant}?`}`,
    ...(provider === undefined ? {} : { provider }),
    ...(meant === undefined ? {} : { didYouMean: meant }),
  }
}

function nearMiss(name: string, declared: DeclaredSettings): Problem[] {
  const meant = didYouMean(name, declared.names)
  if (meant === undefined) return []
  const message = `${name} is no setting and is ignored: did you mean ${meant}?`
  return [{ level: 'warning', setting: name, message, didYouMean: meant }]
}
