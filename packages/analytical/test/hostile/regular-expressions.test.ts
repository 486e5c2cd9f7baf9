import { checkSync, type Diagnostics } from 'recheck'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { makersOfMore, type RegularExpression, regularExpressions } from './regular-expressions.ts'

// In this process, without the checker's own binary.
beforeAll(() => vi.stubEnv('RECHECK_SYNC_BACKEND', 'pure'))
afterAll(() => vi.unstubAllEnvs())

// The automata of a few long alternations would take minutes: those that are large are attacked instead, as is what the
// checker cannot tell by its automaton.
const effort = { maxNFASize: 5000, timeout: null }

function check({ source, flags }: RegularExpression): Diagnostics {
  const found = checkSync(source, flags, effort)
  return found.status === 'unknown' ? checkSync(source, flags, { ...effort, checker: 'fuzz' }) : found
}

const vulnerable: RegularExpression = { source: '^(a+)+$', flags: '', in: 'this test' }

test('no text keeps a regular expression of the project busy', { timeout: 600_000 }, () => {
  const all = regularExpressions()
  const unsafe = [...all, vulnerable].filter((one) => check(one).status !== 'safe')
  expect(unsafe).toEqual([vulnerable])
  console.info(`${all.length} regular expressions, 0 vulnerable`)
})

test('beside that of setting.hex none is made of a text', () => {
  expect(makersOfMore()).toEqual(['analytical/src/settings/setting.ts'])
})
