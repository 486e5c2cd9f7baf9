import type { Js } from '../markup/js.ts'
import type { Category } from '../provider.ts'
import type { Cookies } from './cookie.ts'

/** The categories for which a visitor is asked. */
export type AskedCategory = Exclude<Category, 'necessary'>
export const askedCategories: readonly AskedCategory[] = ['functional', 'analytics', 'marketing']

/** What is asked for: a category, or a single service where the manager has a switch for it. */
export interface Asked {
  /** The category, or the provider's name. */
  subject: string
  /** What the manager calls it. */
  name: string
  /** What a visitor may read of it. */
  title: string
  category: AskedCategory
}

/** What a manager's reader may need beside its cookie's value. */
interface ConsentCookies {
  /** All cookies of the request. */
  cookies: Cookies
  /** All names that are asked for. */
  names: readonly string[]
  /** The revision of the site's terms that a choice must be of, where the site names one. */
  revision: number | undefined
}

/** A choice in a manager's own names: granted (true), refused, or not made. */
type ReadChoice = (name: string) => boolean | undefined

/** What asks the visitor, keeps the choice and brings held code to life. */
export interface ConsentManager {
  /** The cookie in which it keeps the choice, unless the site gave it another name. */
  cookie: string
  /** What it calls a category, or a function of a provider's name where it asks for each service by itself. */
  names: Readonly<Record<AskedCategory, string>> | ((provider: string) => string)
  /** The choice in its cookie's value, which may be any bytes; undefined where none has been made. */
  read(value: string, site: ConsentCookies): ReadChoice | undefined
  /** The attributes of a script element that is inert until it has the consent for a name. */
  held(name: string): Readonly<Record<string, string>>
  /**
   * Page code that hears of the choice, when it is known and whenever it changes, and tells `kit.consent`, the client's.
   */
  watch(asked: readonly Asked[]): Js
}
