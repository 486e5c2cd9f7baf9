import type { ConsentManager } from '../manager.ts'
import { cookiebot } from './cookiebot.ts'
import { cookieconsent } from './cookieconsent.ts'
import { klaro } from './klaro.ts'
import { onetrust } from './onetrust.ts'
import { tarteaucitron } from './tarteaucitron.ts'

/** The consent managers that a site may name in `ANALYTICAL_CONSENT_MANAGER`. */
export const managers = { cookieconsent, klaro, tarteaucitron, cookiebot, onetrust } satisfies Record<
  string,
  ConsentManager
>
