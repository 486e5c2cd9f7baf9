import type { Hit } from '../hit.ts'
import type { Fresh } from './fresh.ts'

/** What a hit adds to. */
export type Counted = (hit: Hit, counts: Fresh) => void

/** Page views by each dimension; what is none, by its reason. */
export const countPageViews: Counted = (hit, counts) => {
  counts.add('statuses', String(hit.status))
  if (hit.limited !== undefined) counts.add('limited', hit.limited)
  if (hit.leftOut !== undefined) {
    counts.add('left_out', hit.leftOut)
    if (hit.leftOut === 'prefetch') counts.add('prefetches', hit.route ?? hit.path)
    return
  }
  counts.add('paths', hit.route ?? hit.path)
  counts.add('referrers', hit.referrer)
  counts.add('browsers', hit.agent.browser)
  counts.add('platforms', hit.agent.platform)
  counts.add('hours', hit.at.hour)
  if (hit.campaign !== undefined) counts.add('campaigns', hit.campaign)
}

/** The plain form: paths that end in `/`, and the other three for every request that was answered. */
export const countPlainly: Counted = (hit, counts) => {
  if (hit.leftOut === 'aborted') return
  if (hit.path.endsWith('/')) counts.add('paths', hit.path)
  if (hit.referrer !== '(direct)') counts.add('referrers', hit.referrer)
  counts.add('browsers', hit.agent.browser)
  counts.add('platforms', hit.agent.platform)
}
