import { existsSync, lstatSync, readlinkSync, statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { primaryCode } from './primary-code.ts'

const another = 'name another one, like { file: "/var/lib/site/visits.sqlite" }'
const moveAway = `move it away, or ${another}`

const reasons: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: whyNone,
  ENOTDIR: (path) => `${dirname(path)} is no folder: ${another}`,
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
  EPERM: 'EACCES',
  EDQUOT: 'ENOSPC',
  SQLITE_FULL: 'ENOSPC',
  SQLITE_READONLY: 'EACCES',
  SQLITE_LOCKED: 'SQLITE_BUSY',
}

/** What is wrong with a database's file, from an error of Node or SQLite, as one sentence. */
export function inPlainWords(error: unknown, path: string): string {
  const known = reasonOf(primaryCode(error), path)
  return `${path} cannot be used: ${known?.(path) ?? (error as Error).message}`
}

function reasonOf(code: string, path: string) {
  // SQLite says only that reading or writing failed.
  if (['SQLITE_IOERR', 'SQLITE_CANTOPEN'].includes(code) && isFull(dirname(path))) return reasons.ENOSPC
  return reasons[alike[code] ?? code]
}

/** Why no file can be there, although nothing else than that is said. */
function whyNone(path: string): string {
  const folder = dirname(path)
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink())
    return `it is a link to ${readlinkSync(path)}, whose folder does not exist: create that, or ${another}`
  if (!existsSync(folder)) return `the folder ${folder} does not exist: create it, or name another one`
  return `no file can be made in ${folder}: ${another}`
}

function isFull(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize < 64 * 1024
  } catch {
    return false
  }
}
