/**
 * What is counted, each per day and in total.
 *
 * Page views by `paths` (the route's pattern where the site tells it), `referrers`, `browsers`, `platforms`, `campaigns` and
 * `hours` of the day; `prefetches` by path; all requests by `statuses`; `events` by name; `left_out` by reason; `limited`, those
 * beyond a limit, by form.
 */
export const summed = [
  'paths',
  'referrers',
  'browsers',
  'platforms',
  'campaigns',
  'hours',
  'prefetches',
  'statuses',
  'events',
  'left_out',
  'limited',
] as const

/** A dimension whose values are counted. */
export type SummedDimension = (typeof summed)[number]

/** `visitors` are the different ones of each day; they are told apart within a day only, so there is no total. */
export type Dimension = SummedDimension | 'visitors'

/** A day in the site's time zone, like `2026-11-27`; `total` for all days. */
export type Period = string

/** What has a count of its own in a store. */
export interface Key {
  readonly dimension: Dimension
  readonly period: Period
}

export const total: Period = 'total'

/** The value that rare ones are folded into where there are more than a store keeps. */
export const other = '(other)'
