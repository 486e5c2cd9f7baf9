import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Block, blocks, type Page } from './pages.ts'

const here = fileURLToPath(new URL('.', import.meta.url))
const serveOnce = fileURLToPath(new URL('./serve-once.js', import.meta.url))
const timeout = 30_000

/** What running one block left. */
export interface Run {
  block: Block
  /** What it printed, and the answers of its servers to `/`. */
  printed: string
  /** What it printed as errors; empty unless it went wrong. */
  errors: string
}

/**
 * Runs every `js` block of a page with node, as a reader would: the page's blocks that name a file are laid out as files in
 * one folder, where `analytical` and what it is used with can be imported.
 */
export async function runPage(page: Page): Promise<Run[]> {
  const folder = mkdtempSync(join(here, '.tmp-'))
  try {
    const named = blocks(page).map((block, index) => ({ ...block, file: block.file ?? `block-${index}.js` }))
    for (const { file, text } of named) {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), text)
    }
    const code = named.filter(({ language }) => language === 'js')
    return await Promise.all(code.map(async (block) => ({ block, ...(await run(block.file, folder)) })))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function run(file: string, cwd: string): Promise<Pick<Run, 'printed' | 'errors'>> {
  const args = ['--import', serveOnce, file]
  // Without the variables of the test runner, which would change what express and node print.
  const env = { PATH: process.env.PATH }
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd, env, timeout }, (error, printed, stderr) => {
      resolve({ printed, errors: stderr || (error?.message ?? '') })
    })
  })
}
