import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createVisits } from '../../dist/index.js'

test('what has no time left when visits stop is not told to be late, only what was not taken', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'visits-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const errors: string[] = []
  const onError = ({ message }: Error) => errors.push(message)
  const visits = createVisits({ store: { file: join(folder, 'visits.sqlite') }, onError })
  visits.event('rhyme saved')
  expect(await visits.stop({ deadline: 0 })).toBe(false)
  expect(errors).toEqual(['SQLite did not answer within 0 ms', 'stopped with 2 counts that SQLite has not taken'])
})
