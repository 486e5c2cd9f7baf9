import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createVisits } from '../../dist/index.js'
import type { Experiment, ExperimentsOption, Visits, VisitsOptions } from '../../src/index.ts'
import { Site } from '../site.ts'

export const home: Experiment = { variants: ['quiet', 'loud'], goal: 'rhyme posted', on: '/', minimum: 1 }

type SiteRequest = IncomingMessage & { session?: Record<string, unknown>; user?: { id: string } | undefined }

interface Rules {
  database: NonNullable<VisitsOptions['database']>
  experiments?: Partial<ExperimentsOption>
  onError?: (error: Error) => unknown
}

/**
 * A site with a home page that is an experiment: `/sign-in?mara` signs in, `/post` reaches the goal. A browser is told by its
 * cookie `visitor`, and has a session.
 */
export async function rhymeSite({ database, experiments = {}, onError }: Rules) {
  const sessions = new Map<string, Record<string, unknown>>()
  const running = { home }
  const counts = join(tmpdir(), `visits-${randomUUID()}.sqlite`)
  const visits: Visits = createVisits({
    store: 'file' in database ? database : { file: counts },
    database,
    user: (request: SiteRequest) => request.user,
    experiments: { running, session: (request: SiteRequest) => request.session, ...experiments },
    flushEvery: 3_600_000,
    ...(onError && { onError }),
  } as VisitsOptions)
  const site = await Site.start((request, response) => {
    const { url = '' } = request
    const asked: SiteRequest = request
    const browser = /visitor=(\w+)/.exec(request.headers.cookie ?? '')?.[1]
    if (browser !== undefined) asked.session = sessions.get(browser) ?? {}
    if (browser !== undefined && asked.session !== undefined) sessions.set(browser, asked.session)
    if (url.startsWith('/sign-in') && asked.session) asked.session.user = url.split('?')[1]
    const { user } = asked.session ?? {}
    asked.user = typeof user === 'string' ? { id: user } : undefined
    if (url.startsWith('/post')) visits.event('rhyme posted', { request })
    response.setHeader('content-type', 'text/html; charset=utf-8')
    if (url.startsWith('/public')) response.setHeader('cache-control', 'public, max-age=60')
    const isHome = /^\/(?:\?.*|public)?$/.test(url)
    const split = JSON.stringify(visits.contextProcessor(request) ?? null)
    response.setHeader('x-split', encodeURIComponent(split))
    response.end(isHome ? String(visits.variant('home', request)) : 'a page')
  })
  visits.listen(site.server)
  onTestFinished(async () => {
    await site.close()
    await visits.stop()
    for (const end of ['', '-wal', '-shm']) rmSync(`${counts}${end}`, { force: true })
  })
  const get = async (path: string, browser?: string, headers: Record<string, string> = {}) => {
    const { body } = await site.get(path, { ...(browser && { cookie: `visitor=${browser}` }), ...headers })
    return body
  }
  return { site, visits, get, sessions }
}

/** The variants of an experiment as a table: name, units, conversions. */
export async function tableOf(visits: Visits, name = 'home'): Promise<[string, number, number][]> {
  await visits.flush()
  const { variants } = await visits.results(name)
  return variants.map(({ name, units, conversions }) => [name, units, conversions])
}
