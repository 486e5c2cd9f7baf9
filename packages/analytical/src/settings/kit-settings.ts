import { z } from 'zod'
import { addressRule, isAddressEntry } from '../address-list.ts'
import { hostRule, isHostEntry } from '../host-list.ts'
import type { PersonalField } from '../personal-data.ts'
import { categories } from '../provider.ts'
import { isProxyEntry, type TrustedProxies } from '../trusted-proxies.ts'
import { asList, type Setting, setting } from './setting.ts'

const addresses = (description: string) =>
  setting.optional(
    setting.list(
      z
        .string({ error: addressRule })
        .trim()
        .refine(isAddressEntry, addressRule)
        .meta({ description, example: '10.0.0.0/8' }) as Setting<string>,
    ),
  )

const personalFields = (description: string) =>
  setting.optional(setting.list(setting.choice(description, ['email', 'name'], 'email') as Setting<PersonalField>))

const proxyRule = 'must be a number of proxies, a list of their addresses or CIDR ranges, or a function'
const proxies: Setting<TrustedProxies | undefined, TrustedProxies | string | undefined> = setting.optional(
  z
    .preprocess(
      (value) => (typeof value === 'string' ? (/^\s*\d+\s*$/.test(value) ? Number(value) : asList(value)) : value),
      z.union(
        [
          z.int(proxyRule).min(1, proxyRule).max(20, proxyRule),
          z.array(z.string().trim().refine(isProxyEntry, proxyRule)),
          z.custom<(address: string, distance: number) => boolean>((value) => typeof value === 'function'),
        ],
        { error: proxyRule },
      ),
    )
    .meta({
      description:
        'The proxies in front of this server, whose word on the client’s address counts. Set, it replaces the framework’s own trust rule; the address is the first from the right that is none of theirs. A list takes unix too, for one that connects by a Unix socket.',
      example: 1,
    }) as unknown as Setting<TrustedProxies, TrustedProxies | string>,
)

/** The settings that concern every provider. */
export const kitSettings = {
  ANALYTICAL_INTERNAL_IPS: addresses(
    'Addresses whose visits are not counted: for them every provider’s code is commented out. IPv4 and IPv6 addresses, CIDR ranges, loopback, private, linklocal.',
  ),
  INTERNAL_IPS: addresses('Used where ANALYTICAL_INTERNAL_IPS is not set.'),
  ANALYTICAL_AUTO_IDENTIFY: setting.optional(
    setting.boolean('Whether the signed-in user is named to the providers; true unless you say no.', false),
  ),
  ANALYTICAL_IDENTITY_SECRET: setting.optional(
    setting.secret(
      'Signs an identity that a provider may not have in clear, so that it stays the same and names nobody.',
    ),
  ),
  ANALYTICAL_PERSONAL_DATA: personalFields(
    'What of a user’s record reaches the providers beside the user name: email, name. Nothing unless you list it.',
  ),
  ANALYTICAL_CURRENCY: setting.optional(
    setting.id(
      'The currency of revenues that name none, by ISO 4217.',
      'EUR',
      /^[A-Z]{3}$/,
      'must be three capital letters',
    ),
  ),
  ANALYTICAL_SCRIPTS: setting.optional(
    setting.choice(
      'How code goes into the page: inline, with a nonce, or island, constant code beside a JSON element, which a content security policy allows by its hash.',
      ['inline', 'island'],
      'island',
    ),
  ),
  ANALYTICAL_DISABLED: setting.optional(
    setting.allOrNames('Switches all providers off (true), or those it names.', ['hubspot']),
  ),
  ANALYTICAL_HOSTS: setting.optional(
    setting.list(
      z.string({ error: hostRule }).trim().max(200, hostRule).refine(isHostEntry, hostRule).meta({
        description:
          'The hosts of the live site, *.example.com for all below; on any other, such as a staging copy, no provider’s code goes out.',
        example: 'www.example.com',
      }) as Setting<string>,
    ),
  ),
  ANALYTICAL_TRACK_BOTS: setting.optional(
    setting.boolean('Whether robots get the providers’ code too; they do not unless you say.', true),
  ),
  ANALYTICAL_GPC: setting.optional(
    setting.choice(
      'What is left out for a visitor whose browser sends Sec-GPC: services for marketing (the default), all (those for analytics too), or off.',
      ['marketing', 'all', 'off'],
      'all',
    ),
  ),
  ANALYTICAL_DNT: setting.optional(
    setting.boolean(
      'Whether services for analytics and marketing are left out for a visitor whose browser sends DNT.',
      true,
    ),
  ),
  ANALYTICAL_CONSENT: setting.optional(
    setting.choice(
      'Whether a visitor is asked before services go out that are not necessary: required, or off, the default.',
      ['required', 'off'],
      'required',
    ),
  ),
  ANALYTICAL_CONSENT_MANAGER: setting.optional(
    setting.choice(
      'The consent manager that asks the visitor: its cookie is read, and what is held has its attributes. Without it the site asks, and tells the kit’s own client.',
      ['cookieconsent', 'klaro', 'tarteaucitron', 'cookiebot', 'onetrust'],
      'klaro',
    ),
  ),
  ANALYTICAL_CONSENT_NAMES: setting.optional(
    setting.names(
      'What the consent manager calls our categories (functional, analytics, marketing) and, where it asks for a service by itself, our providers.',
      { analytics: 'statistics', clicky: 'clicky-tracking' },
    ),
  ),
  ANALYTICAL_CONSENT_COOKIE: setting.optional(
    setting.id(
      'The consent manager’s cookie, where the site gave it another name.',
      'cc_cookie',
      /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/,
      'must be the name of a cookie',
    ),
  ),
  ANALYTICAL_CONSENT_REVISION: setting.optional(
    setting.number('The revision of the site’s terms (cookieconsent): a choice of another one no longer counts.', 1),
  ),
  ANALYTICAL_CONSENT_MODE: setting.optional(
    setting.choice(
      'What becomes of services with a consent mode of their own (Google’s) before the visitor chose: basic, they are held like all (the default), or advanced, they load with everything denied.',
      ['basic', 'advanced'],
      'advanced',
    ),
  ),
  ANALYTICAL_CONSENT_REGIONS: setting.optional(
    setting.list(
      setting.id(
        'The regions in which the advanced consent mode starts with everything denied, by ISO 3166-2; everywhere unless you say.',
        'DE',
        /^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$/,
        'must be a region by ISO 3166-2',
      ),
    ),
  ),
  ANALYTICAL_SHARED_CACHE: setting.optional(
    setting.choice(
      'What happens where a shared cache may keep a response whose tags would hold something of one visitor: that is left out (omit, the default), the response becomes private, or it is an error while NODE_ENV is not production.',
      ['omit', 'private', 'error'],
      'private',
    ),
  ),
  ANALYTICAL_SENSITIVE_PATHS: setting.optional(
    setting.list(
      setting.id(
        'Paths, and all below them, where nothing but what is necessary goes out.',
        '/account',
        /^\/[^\s?#]{0,199}$/,
        'must be a path from the slash on',
      ),
    ),
  ),
  ANALYTICAL_MASKED_PATHS: setting.optional(
    setting.list(
      setting.id(
        'Patterns of paths; services see a page below one under the pattern itself, in place of what :name and a last * stand for.',
        '/users/:id',
        /^\/[^\s?#]{0,199}$/,
        'must be a path from the slash on',
      ),
    ),
  ),
  ANALYTICAL_MASK_ROUTES: setting.optional(
    setting.boolean(
      'Whether services see the pattern of the framework’s route, such as /users/:id, in place of the page’s path.',
      true,
    ),
  ),
  ANALYTICAL_QUERY_PARAMETERS: setting.optional(
    setting.list(
      setting.id(
        'The parameters of an address that services may see, utm_* for all that start so; all unless you list some.',
        'utm_*',
        /^[^\s&=#]{1,100}$/,
        'must be names of parameters',
      ),
    ),
  ),
  ANALYTICAL_UNKNOWN_IP: setting.optional(
    setting.choice(
      'What a visitor is whose address cannot be told: counted (the default), or internal where there are internal addresses.',
      ['counted', 'internal'],
      'internal',
    ),
  ),
  ANALYTICAL_TRUSTED_PROXIES: proxies,
  ANALYTICAL_FORWARDED_HEADER: setting.optional(
    setting.choice(
      'The header that the trusted proxies write; no other is looked at.',
      ['x-forwarded-for', 'forwarded'],
      'x-forwarded-for',
    ),
  ),
}

/** The settings that every provider has beside its own; each takes the place of the kit's for that provider. */
export const ownKitSettings = {
  INTERNAL_IPS: addresses('Used for this provider in place of ANALYTICAL_INTERNAL_IPS.'),
  PERSONAL_DATA: personalFields('Used for this provider in place of ANALYTICAL_PERSONAL_DATA.'),
  CATEGORY: setting.optional(
    setting.choice('What the service is for on this site, where that differs.', categories, 'necessary'),
  ),
}
