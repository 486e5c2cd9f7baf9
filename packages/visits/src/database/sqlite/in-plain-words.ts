import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'

const moveAway = 'move it away, or name another one, like { file: "/var/lib/site/visits.sqlite" }'

const reasons: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: (path) => `the folder ${dirname(path)} does not exist: create it, or name another one`,
  EACCES: (path) => `the user that runs the site may not write to it: allow it for the file and ${dirname(path)}`,
  EROFS: (path) => `the file system of ${dirname(path)} is read-only`,
  EISDIR: () => 'it is a folder: name a file in it, like { file: "/var/lib/site/visits.sqlite" }',
  ENOSPC: () => 'the disk is full',
  SQLITE_BUSY: () => 'another process keeps it locked',
  SQLITE_NOTADB: () => `it is no SQLite database: ${moveAway}`,
  SQLITE_CORRUPT: () => `it is damaged: ${moveAway}`,
}

// What means the same as one of the above.
const alike: Readonly<Record<string, string>> = {
  ENOTDIR: 'ENOENT',
  EPERM: 'EACCES',
  EDQUOT: 'ENOSPC',
  SQLITE_FULL: 'ENOSPC',
  SQLITE_READONLY: 'EACCES',
  SQLITE_LOCKED: 'SQLITE_BUSY',
}

/** What is wrong with a database's file, from an error of Node or SQLite, as one sentence. */
export function inPlainWords(error: unknown, path: string): string {
  const { code, message } = error as NodeJS.ErrnoException
  const known = reasonOf(code ?? '', path)
  return `${path} cannot be used: ${known?.(path) ?? message}`
}

function reasonOf(code: string, path: string) {
  // SQLite says only that reading or writing failed.
  if (/^SQLITE_(IOERR|CANTOPEN)/.test(code) && isFull(dirname(path))) return reasons.ENOSPC
  const primary = /^(SQLITE_[A-Z]+)_/.exec(code)?.[1] ?? code
  return reasons[alike[primary] ?? primary]
}

function isFull(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize < 64 * 1024
  } catch {
    return false
  }
}
