import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'libsql'
import { expect, onTestFinished, test } from 'vitest'
import { Databases } from '../../dist/database/open-database.js'
import { SiteProcess } from './process.ts'

test('a journal that newer data refused is tried again at the end, once that data was replaced', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'visits-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'visits.sqlite')
  const database = new Databases().open({ file })
  onTestFinished(() => database.close())
  const site = new SiteProcess(database, 'main', { watch: ['ann'] })
  onTestFinished(() => site.stop())
  const setVersion = (change: string) => {
    const other = new Sqlite(file)
    other.exec(`update analytical_schema set version = version ${change} where part = 'journal'`)
    other.close()
  }
  const isRefused = () => site.people.sinks.map((sink) => sink.isRefused)
  const visit = async () => {
    site.hit('ann', Date.now())
    await site.flush()
  }

  await visit()
  setVersion('+ 1')
  await visit()
  expect(site.errors).toEqual([expect.stringContaining('writes schema')])
  expect(isRefused()).toEqual([true])
  setVersion('- 1')
  await visit()
  expect(isRefused()).toEqual([false])
  expect([site.waiting, site.problems.list]).toEqual([0, []])
  expect(await site.people.journal({ user: 'ann' })).toHaveLength(3)
})
