import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(scrypt)

async function lock(password) {
  const salt = randomBytes(16)
  return { salt, key: await derive(password, salt, 32) }
}

/** Checks a user name and its password; for a name that nobody has it takes as long. */
export async function createAccounts(passwords) {
  const locks = new Map()
  for (const [username, password] of passwords) locks.set(username, await lock(password))
  const nobody = await lock(randomBytes(16))

  return async function isRight(username, password) {
    const { salt, key } = locks.get(username) ?? nobody
    return timingSafeEqual(key, await derive(password, salt, 32))
  }
}
