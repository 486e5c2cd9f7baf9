import { randomBytes } from 'node:crypto'
import { inTime } from '../in-time.ts'
import { Patience } from '../patience.ts'
import type { CounterStore } from '../stores/counter-store.ts'

interface Salt {
  /** What this process would take, and takes where the store cannot be asked. */
  readonly candidate: string
  agreed: string | undefined
  /** Whether the store is to be asked: it has not told yet, or may have forgotten. */
  isInDoubt: boolean
  isAsked: boolean
  readonly patience: Patience
}

/**
 * The salt of each day, which visitors are hashed with: one for all processes of a site, kept in its store for two days. Once it
 * is gone nobody can tell any more who a visitor was.
 */
export class Salts {
  readonly #store: CounterStore
  readonly #salts = new Map<string, Salt>()

  constructor(store: CounterStore) {
    this.#store = store
  }

  /** The day's salt; undefined until the store has told it. */
  of(day: string): string | undefined {
    return this.#salts.get(day)?.agreed
  }

  /** Does without the store: a visitor whom another process counts too counts twice on this day. */
  decide(day: string): string {
    const salt = this.#salt(day)
    salt.agreed ??= salt.candidate
    return salt.agreed
  }

  /** Asks the store for the salts of these days that are not known yet, and forgets all others. Never rejects. */
  async ask(days: readonly string[]): Promise<void> {
    for (const day of this.#salts.keys()) if (!days.includes(day)) this.#salts.delete(day)
    for (const day of days) this.#salt(day)
    await this.#askWhere((salt) => salt.agreed === undefined)
  }

  /** The store may have forgotten its salts. */
  doubt(): void {
    for (const salt of this.#salts.values()) salt.isInDoubt = true
  }

  /** Gives the store again what it may have forgotten, lest who starts later takes other salts. Never rejects. */
  async giveAgain(): Promise<void> {
    await this.#askWhere((salt) => salt.agreed !== undefined)
  }

  async #askWhere(isMeant: (salt: Salt) => boolean): Promise<void> {
    const meant = [...this.#salts].filter(([, salt]) => isMeant(salt))
    await Promise.all(meant.map(([day, salt]) => this.#ask(day, salt)))
  }

  async #ask(day: string, salt: Salt): Promise<void> {
    if (!salt.isInDoubt || salt.isAsked) return
    salt.isAsked = true
    salt.isInDoubt = false
    const asked = salt.patience
      .waitFor(this.#store.salt(day, salt.agreed ?? salt.candidate))
      .then((told) => {
        salt.agreed = told
      })
      // Asked again at the next flush, which reports what keeps the store from answering.
      .catch(() => {
        salt.isInDoubt = true
      })
      .finally(() => {
        salt.isAsked = false
      })
    await inTime(asked, this.#store.patience, this.#store.name, false).catch(() => {})
  }

  #salt(day: string): Salt {
    let salt = this.#salts.get(day)
    if (salt === undefined) {
      const patience = new Patience(this.#store.patience, this.#store.name)
      salt = {
        candidate: randomBytes(16).toString('base64url'),
        agreed: undefined,
        isInDoubt: true,
        isAsked: false,
        patience,
      }
      this.#salts.set(day, salt)
    }
    return salt
  }
}
