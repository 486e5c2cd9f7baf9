import type { z } from 'zod'
import type { AnyProvider, Provider, Shape } from '../provider.ts'
import type { providers } from '../providers/index.ts'
import type { kitSettings, ownKitSettings } from './kit-settings.ts'

type Written<S extends Shape> = { readonly [K in keyof S]?: z.input<S[K]> | undefined }
type OwnKit<Name extends string, Terms> = {
  readonly [K in Terms extends 'no personal data'
    ? Exclude<keyof typeof ownKitSettings, 'PERSONAL_DATA'>
    : keyof typeof ownKitSettings as `${Uppercase<Name>}_${K}`]?: z.input<(typeof ownKitSettings)[K]>
}
type UnderOtherNames<S, Name extends string, Other extends string> = {
  readonly [K in keyof S as K extends `${Uppercase<Name>}_${infer Rest}` ? `${Uppercase<Other>}_${Rest}` : never]: S[K]
}
type SettingsOf<P> =
  // biome-ignore lint/suspicious/noExplicitAny: any provider's variables will do.
  P extends Provider<infer Name, infer S, any, infer Aliases, infer Terms, infer Other>
    ? Written<S> &
        OwnKit<Name, Terms> &
        UnderOtherNames<Written<S> & OwnKit<Name, Terms>, Name, Other> & {
          readonly [K in keyof Aliases]?: z.input<S[Aliases[K]]> | undefined
        }
    : never
type All<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer I) => void ? I : never

/** The settings of the kit, of all built-in providers and of one's own, as a site owner may write them. */
export type Settings<Own extends AnyProvider = never> = Written<typeof kitSettings> &
  All<SettingsOf<(typeof providers)[number] | Own>>

/**
 * Settings, typed: a name or value that is wrong shows in the editor. Checks nothing at run time; `createAnalytical` does.
 *
 * @param _own Providers beside the built-in ones whose settings are among them.
 */
export const defineSettings = <const Own extends readonly AnyProvider[] = []>(
  settings: Settings<Own[number]>,
  _own?: Own,
): Settings<Own[number]> => settings
