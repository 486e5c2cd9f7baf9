import { createHash } from 'node:crypto'
import type { ActivityRule } from './activity-rule.ts'

/** Tells sets of rules apart: eight letters and digits, others once anything of them changes. */
export function versionOf(rules: readonly ActivityRule[]): string {
  const fields = ['name', 'any', 'all', 'minHits', 'gap', 'within', 'ignore'] as const
  const written = rules.map((rule) => fields.map((field) => rule[field] ?? null))
  return createHash('sha256').update(JSON.stringify(written)).digest('hex').slice(0, 8)
}
