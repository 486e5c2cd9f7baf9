import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

/** A process of a test. */
export interface Started {
  readonly child: ChildProcess
  /** What it has written so far. */
  output(): string
  /** Resolves once what it has written so far is as expected, however busy the machine is. */
  until(isExpected: (output: string) => boolean): Promise<void>
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>
}

const countingProcess = fileURLToPath(new URL('counting-process.js', import.meta.url))

/** Starts a process that counts in an SQLite file; one whose files may have so many blocks of 512 bytes, if told. */
export function startCounting(
  file: string,
  writer: string,
  batches: number,
  { fileBlocks = 'unlimited' }: { fileBlocks?: number | 'unlimited' } = {},
): Started {
  const words = [process.execPath, countingProcess, file, writer, String(batches)]
  return start('sh', ['-c', `ulimit -f ${fileBlocks} && exec "$@"`, 'sh', ...words])
}

/** Starts a process whose standard input stays open, for the length of a test. */
export function start(command: string, words: readonly string[], options: { cwd?: string } = {}): Started {
  const child = spawn(command, words, options)
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (output += data))
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal))
  })
  const until = (isExpected: (output: string) => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!isExpected(output)) return
        child.stdout.off('data', look)
        resolve()
      }
      child.stdout.on('data', look)
      look()
    })
  return { child, output: () => output, until, ended }
}
