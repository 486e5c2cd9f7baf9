// https://www.sqlite.org/rescode.html, read 2026-11-28.
const byNumber: Readonly<Record<number, string>> = {
  5: 'SQLITE_BUSY',
  6: 'SQLITE_LOCKED',
  8: 'SQLITE_READONLY',
  10: 'SQLITE_IOERR',
  11: 'SQLITE_CORRUPT',
  13: 'SQLITE_FULL',
  14: 'SQLITE_CANTOPEN',
  26: 'SQLITE_NOTADB',
}

/** What an error of SQLite is in the main, like `SQLITE_READONLY` of `SQLITE_READONLY_DBMOVED`; its own code where it is another's. */
export function primaryCode(error: unknown): string {
  const { code = '' } = error as { code?: string }
  // libsql 0.5.29 has no name for some, such as 1544, SQLITE_READONLY_DIRECTORY.
  const [, number] = /^UNKNOWN_SQLITE_ERROR_(\d+)$/.exec(code) ?? []
  const [, name] = /^(SQLITE_[A-Z]+)_/.exec(code) ?? []
  return (number && byNumber[Number(number) & 0xff]) || name || code
}
