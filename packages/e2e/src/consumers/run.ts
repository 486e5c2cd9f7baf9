import { execFile } from 'node:child_process'

/** How a command ended. */
export interface Ended {
  code: number
  stdout: string
  stderr: string
}

/**
 * Runs a command to its end.
 *
 * @throws Error where it does not end by itself within five minutes.
 */
export function run(command: string, args: readonly string[], cwd: string): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const options = { cwd, timeout: 300_000, maxBuffer: 2 ** 26 }
    execFile(command, args, options, (error, stdout, stderr) => {
      if (error?.signal)
        return reject(new Error(`${command} ${args.join(' ')} did not end by itself`, { cause: error }))
      if (typeof error?.code === 'string') return reject(error)
      resolve({ code: error?.code ?? 0, stdout, stderr })
    })
  })
}
