import { createHmac } from 'node:crypto'

/** A secret setting: it can sign, and cannot be read, printed or serialised. */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  /** HMAC-SHA-256 of a text (UTF-8) under this secret, in hexadecimal: 64 characters. */
  hmac(text: string): string {
    return createHmac('sha256', this.#value).update(text, 'utf8').digest('hex')
  }

  toString(): never {
    throw new TypeError('a secret setting cannot be printed: it offers hmac(text) only')
  }

  toJSON(): never {
    throw new TypeError('a secret setting cannot be serialised: it offers hmac(text) only')
  }
}
