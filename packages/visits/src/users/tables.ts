/** What a user did on one day. */
export interface UserTables {
  user_days: {
    site: string
    user_id: string
    /** Days since 1970, in the site's time zone. */
    day: number
    /** As it was last. */
    name: string
    hits: number
    visits: number
    minutes: number
    first_at: number
    last_at: number
    /** The visits, as a JSON list of pairs of milliseconds. */
    spans: string
  }
}
