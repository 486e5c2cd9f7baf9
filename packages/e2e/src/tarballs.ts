import { execFile } from 'node:child_process'
import { mkdir, readFile, rename } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = new URL('../../../', import.meta.url)
const tarballs = new URL('../node_modules/.tarballs/', import.meta.url)
const run = promisify(execFile)
const packed = new Map<string, Promise<string>>()

/**
 * The path of a published package's tarball, as it goes to npm: packed from its folder under `packages`, once in each process.
 * pnpm packs it, as npm does not know what `catalog:` and `workspace:` stand for.
 *
 * @example await run('npm', ['install', await tarballOf('analytical'), await tarballOf('testing')], { cwd })
 */
export function tarballOf(folder: string): Promise<string> {
  const known = packed.get(folder) ?? pack(folder)
  packed.set(folder, known)
  return known
}

async function pack(folder: string): Promise<string> {
  const { packageManager } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'))
  await mkdir(tarballs, { recursive: true })
  // Another process may be reading what an earlier one packed.
  const fresh = fileURLToPath(new URL(`${folder}-${process.pid}.tgz`, tarballs))
  const tarball = fileURLToPath(new URL(`${folder}.tgz`, tarballs))
  const cwd = fileURLToPath(new URL(`packages/${folder}/`, root))
  await run('npx', ['--yes', packageManager, 'pack', '--out', fresh], { cwd })
  await rename(fresh, tarball)
  return tarball
}
