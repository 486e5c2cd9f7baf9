import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A running example site. */
export interface Site {
  url: string
  stop(): void
}

/** Starts an example on a free port, as `npm start` does, and waits for the address it prints. */
export function startExample(name: string, env: Readonly<Record<string, string>> = {}): Promise<Site> {
  const server = runExample(name, { PORT: '0', ...env })
  return new Promise((resolve, reject) => {
    let printed = ''
    const read = (text: Buffer) => {
      printed += text
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0]
      if (url !== undefined) resolve({ url, stop: () => server.kill() })
    }
    server.stdout?.on('data', read)
    server.stderr?.on('data', read)
    server.on('exit', () => reject(new Error(`the example ${name} ended: ${printed}`)))
  })
}

/** An example's process, whatever becomes of it; it keeps its visits in a folder that goes with it. */
export function runExample(name: string, env: Readonly<Record<string, string>>): ChildProcess {
  const folder = fileURLToPath(new URL(`../../../examples/${name}/`, import.meta.url))
  const data = mkdtempSync(join(tmpdir(), 'example-'))
  const server = spawn(process.execPath, ['server.js'], {
    cwd: folder,
    env: { ...process.env, HISTORY: 'none', VISITS_FILE: join(data, 'visits.sqlite'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  server.once('exit', () => rmSync(data, { recursive: true, force: true }))
  return server
}
