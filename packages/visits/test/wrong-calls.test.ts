import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import fastify from 'fastify'
import Koa from 'koa'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { createVisits } from '../dist/index.js'
import { withoutStore } from './without-store.ts'

const { visits, end } = withoutStore()
afterAll(end)

describe('a call that cannot work says what it takes', () => {
  test.each<[what: string, server: unknown]>([
    ['the app of Express', express()],
    ['the app of Koa', new Koa()],
    ['the app of Fastify', fastify()],
    ['a port', 3000],
    ['null', null],
  ])('listen: %s is no server of Node’s own', (_, server) => {
    expect(() => visits.listen(server as never)).toThrow(
      "visits.listen must get Node's own server: what app.listen() returns in Express and Koa, app.server in Fastify",
    )
  })

  test('listen: servers of Node and Fastify are', () => {
    for (const server of [createServer(), createHttpsServer(), fastify().server])
      expect(visits.listen(server)).toBe(visits)
  })

  test.each<[name: unknown, hook: unknown]>([
    ['end', () => {}],
    ['toString', () => {}],
    ['start', undefined],
  ])('on: %s with %s', (name, hook) => {
    expect(() => visits.on(name as never, hook as never)).toThrow(
      "visits.on must get 'start' or 'finish' and a function, like visits.on('finish', (hit) => log(hit.path))",
    )
  })

  test.each<[dimension: unknown, query: unknown, message: string]>([
    ['path', undefined, 'top counts paths, referrers'],
    ['visitors', undefined, 'series("visitors") counts different visitors by day (got visitors)'],
    ['paths', 7, 'top takes an object of days, limit, like { days: 7 } (got 7)'],
    ['paths', null, 'top takes an object of days, limit, like { days: 7 } (got null)'],
    ['paths', { day: 7 }, 'top takes an object of days, limit, like { days: 7 } (got day)'],
  ])('top: %s by %j', async (dimension, query, message) => {
    await expect(visits.top(dimension as never, query as never)).rejects.toThrow(message)
  })

  test.each<[options: unknown, got: string]>([
    [{ deadline: 'x' }, '"x"'],
    [{ deadline: '3000' }, '"3000"'],
    [{ deadline: Number.NaN }, 'NaN'],
    [{ deadline: -1 }, '-1'],
    [{ deadline: null }, 'null'],
    [{ dedline: 3_000 }, 'an object of dedline'],
    [3_000, '3000'],
    [null, 'null'],
  ])('stop: %j is no deadline, and costs no counts', async (options, got) => {
    const folder = mkdtempSync(join(tmpdir(), 'visits-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const errors: string[] = []
    const counting = createVisits({
      store: { file: join(folder, 'visits.sqlite') },
      onError: ({ message }) => errors.push(message),
    })
    counting.event('rhyme saved')
    expect(await counting.stop(options as never)).toBe(true)
    expect(errors).toEqual([
      `visits.stop must get its deadline in milliseconds, like visits.stop({ deadline: 3000 }) (got ${got}): it waits 5000 now`,
    ])
  })

  test('series: an unknown part of a query', async () => {
    await expect(visits.series('paths', { values: '/' } as never)).rejects.toThrow(
      'series takes an object of days, value, like { days: 7 } (got values)',
    )
  })
})
