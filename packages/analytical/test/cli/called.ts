import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { run } from '../../src/cli/run.ts'

/** Files by their names; also variables of an environment. */
export type Files = Readonly<Record<string, string>>

/** What a command left: its exit code, what it wrote to stdout and to stderr. */
export interface Called {
  code: number
  out: string
  err: string
}

/** A folder with these files, until the test is over. */
export function folderWith(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'analytical-cli-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

/** Calls a command in this process, in a folder with these files and with this environment. */
export async function called(args: readonly string[], files: Files = {}, env: Files = {}): Promise<Called> {
  const written = { out: '', err: '' }
  const code = await run(args, {
    cwd: folderWith(files),
    env,
    columns: 100,
    print: (text) => {
      written.out += `${text}\n`
    },
    complain: (text) => {
      written.err += `${text}\n`
    },
    style: (_, text) => text,
  })
  return { code, ...written }
}

/** A settings file with these settings. */
export const settingsFile = (settings: object): Files => ({ 'settings.json': JSON.stringify(settings) })

export const clicky = { CLICKY_SITE_ID: '12345678' }
