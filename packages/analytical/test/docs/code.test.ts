import { afterAll, beforeAll, expect, test } from 'vitest'
import { findRedis } from '../../../visits/test/servers/find-redis.ts'
import { RedisServer } from '../../../visits/test/servers/redis.ts'
import { createAnalytical } from '../../src/analytical.ts'
import { type Block, blocks, commands, isGenerated, type Page, pages } from './pages.ts'
import { isTemplate, renderJsx, renderTemplate } from './render-template.ts'
import { runCommand, runPage } from './run-page.ts'

const written = pages().filter((page) => !isGenerated(page))
const withCode = written.filter((page) => blocks(page).some(({ language }) => language === 'js'))
const needsRedis = ({ text }: Page) => text.includes('REDIS_URL')
const runnable = findRedis() === undefined ? withCode.filter((page) => !needsRedis(page)) : withCode

let redis: RedisServer | undefined
beforeAll(async () => {
  if (findRedis() !== undefined) redis = await RedisServer.start()
})
afterAll(() => redis?.close())

test.each(runnable)('the code of $path runs, and prints what the page shows', { timeout: 60_000 }, async (page) => {
  await redis?.cli('FLUSHALL')
  const runs = await runPage(page, redis && { REDIS_URL: redis.url })
  expect(runs.filter(({ errors }) => errors !== '')).toEqual([])
  const printed = comparable(runs.map((run) => run.printed).join('\n'))
  for (const shown of blocks(page).filter(isOutput).flatMap(parts)) expect(printed).toContain(shown)
})

const shownCommands = written.flatMap((page) =>
  commands(page).map((command) => ({ ...command, page, path: page.path })),
)

test.each(shownCommands)('$command in line $line of $path prints what the page shows', async ({ page, ...shown }) => {
  const printed = comparable(await runCommand(page, shown.command))
  for (const part of parts(shown)) expect(printed).toContain(part)
})

const settings = {
  CLICKY_SITE_ID: '12345678',
  GOOGLE_ANALYTICS_ID: 'G-ABCDE12345',
  HUBSPOT_PORTAL_ID: '1234567',
}
const analytical = createAnalytical({ settings })
const blocksOf = (isWanted: (block: Block) => boolean) =>
  written.flatMap((page) =>
    blocks(page)
      .filter(isWanted)
      .map((block) => ({ page, block, path: page.path, line: block.line })),
  )

test.each(blocksOf(isTemplate))('the template in line $line of $path renders its tags', async ({ page, block }) => {
  const html = await renderTemplate(page, block, analytical)
  const used = analytical.tags.filter(({ name }) => new RegExp(`\\b${name}\\b`).test(block.text))
  const written = used.map(({ name }) => analytical.render(name, {}))
  expect(written.filter((tag) => tag !== '')).not.toEqual([])
  for (const tag of written) expect(html).toContain(tag)
})

const isJsx = ({ language }: Block) => language === 'jsx'

test.each(blocksOf(isJsx))('the JSX in line $line of $path renders its tags', async ({ block }) => {
  expect(await renderJsx(block)).toContain('})({"custom":{"session":{"username":"jeff"}}});')
})

/** Blocks of text, and of HTML that is no template, show what code prints. */
function isOutput(block: Block): boolean {
  return block.language === 'text' || (block.language === 'html' && block.file === undefined && !isTemplate(block))
}

/** What a page shows of an output: a line `…` stands for others. */
const parts = ({ text }: Pick<Block, 'text'>) => text.split(/^…$/m).map((part) => comparable(part.trim()))

/** Text without what differs from run to run, or with every change of the kit's code. */
const comparable = (text: string) =>
  text.replaceAll(/ nonce="[^"]*"/g, ' nonce="…"').replaceAll(/'(nonce|sha256)-[^']*'/g, "'$1-…'")
