import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Block, blocks, type Page } from './pages.ts'

const here = fileURLToPath(new URL('.', import.meta.url))
const serveOnce = fileURLToPath(new URL('./serve-once.js', import.meta.url))
const commandLine = fileURLToPath(new URL('../../bin/analytical.js', import.meta.url))
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
 *
 * @param environment Variables that the page's code is run with, beside PATH.
 */
export const runPage = (page: Page, environment: Readonly<Record<string, string>> = {}): Promise<Run[]> =>
  laidOut(page, (folder, files) => {
    const code = files.filter(({ language }) => language === 'js')
    return Promise.all(
      code.map(async (block) => ({
        block,
        ...(await run([process.execPath, '--import', serveOnce, block.file], folder, environment)),
      })),
    )
  })

/** Runs a command line beside a page's files, and gives all that it prints; `npx analytical` is the one that is built. */
export const runCommand = (page: Page, command: string): Promise<string> =>
  laidOut(page, async (folder) => {
    const line = command.replaceAll('npx analytical', `'${process.execPath}' '${commandLine}'`)
    return (await run(['sh', '-c', `{ ${line}; } 2>&1`], folder)).printed
  })

async function laidOut<T>(page: Page, use: (folder: string, files: (Block & { file: string })[]) => Promise<T>) {
  const folder = mkdtempSync(join(here, '.tmp-'))
  try {
    const files = blocks(page).map((block, index) => ({ ...block, file: block.file ?? `block-${index}.js` }))
    for (const { file, text } of files) {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), text)
    }
    return await use(folder, files)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function run(
  [file = '', ...args]: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Pick<Run, 'printed' | 'errors'>> {
  // Without the variables of the test runner, which would change what express and node print.
  const env = { PATH: process.env.PATH, ...environment }
  return new Promise((resolve) => {
    execFile(file, args, { cwd, env, timeout }, (error, printed, stderr) => {
      resolve({ printed, errors: stderr || (error?.message ?? '') })
    })
  })
}
