import { amplitude } from './amplitude.ts'
import { clarity } from './clarity.ts'
import { mixpanel } from './mixpanel.ts'
import { openpanel } from './openpanel.ts'
import { plausible } from './plausible.ts'
import { posthog } from './posthog.ts'
import { segment } from './segment.ts'
import { swetrix } from './swetrix.ts'

/** Every vendor's library that npm carries. */
export const libraries = [amplitude, clarity, mixpanel, openpanel, plausible, posthog, segment, swetrix] as const
