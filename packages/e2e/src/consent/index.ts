import { cookiebot } from './cookiebot.ts'
import { cookieconsent } from './cookieconsent.ts'
import { klaro } from './klaro.ts'
import { onetrust } from './onetrust.ts'
import { own } from './own.ts'
import { tarteaucitron } from './tarteaucitron.ts'

/** All that may ask a visitor: the managers' own libraries where npm carries them, else stand-ins. */
export const managers = { own, cookieconsent, klaro, tarteaucitron, cookiebot, onetrust }
