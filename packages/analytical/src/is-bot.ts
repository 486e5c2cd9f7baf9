import { isbot } from 'isbot'

/** Whether a `User-Agent` header is a robot's: a crawler's, a monitor's, a library's or a headless browser's. */
export const isBot = (userAgent: string | undefined): boolean => isbot(userAgent)
