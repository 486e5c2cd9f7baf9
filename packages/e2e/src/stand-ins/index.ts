import type { Answer, SentRequest } from '@analytical/testing/playwright'
import { clicky } from './clicky.ts'
import { googleAnalytics } from './google-analytics.ts'
import { hubspot } from './hubspot.ts'
import type { StandIn } from './stand-in.ts'

const standIns: readonly StandIn[] = [clicky, googleAnalytics, hubspot]

/** Answers as stand-ins do; emptily for a vendor who has none. */
export const answerBy =
  (all = standIns) =>
  ({ vendors, url }: SentRequest): Answer => {
    const script = all.find(({ provider }) => vendors.includes(provider))?.script(url)
    return script && { script }
  }
