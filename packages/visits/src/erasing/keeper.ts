/** What keeps something of signed-in users, and must be able to give it out and to forget it. */
export interface Keeper<Kept = unknown> {
  /** Takes out all of a user, also what other processes still hold; resolves with how much there was. */
  erase(id: string): Promise<number>
  /** All that is kept of a user. */
  export(id: string): Promise<Kept[]>
}
