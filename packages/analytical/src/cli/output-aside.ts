/**
 * Imports what belongs to the site. What its modules print while they load goes to stderr, as stdout is the command's: some
 * readers of `.env` files greet.
 */
export async function withOutputAside<T>(load: () => Promise<T>): Promise<T> {
  const { log, info, debug } = console
  Object.assign(console, { log: console.error, info: console.error, debug: console.error })
  try {
    return await load()
  } finally {
    Object.assign(console, { log, info, debug })
  }
}
