import { randomBytes } from 'node:crypto'

// The grammar of a nonce: https://www.w3.org/TR/CSP3/#grammardef-nonce-source (read 2026-11-21).
const grammar = /^[A-Za-z0-9+/_-]{1,200}={0,2}$/

/** Whether a value can be a nonce. */
export const isNonce = (value: unknown): value is string => typeof value === 'string' && grammar.test(value)

/** A nonce for one response. */
export const newNonce = (): string => randomBytes(16).toString('base64')
