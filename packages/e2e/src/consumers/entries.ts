import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { published } from '../../../../scripts/published.js'

/** The folder of all packages. */
export const packages = fileURLToPath(new URL('../../../', import.meta.url))

/** What is used of a package.json. */
export interface Manifest {
  name: string
  exports: Record<string, string | { types: string; default: string }>
  scripts?: Record<string, string>
  license?: string
  bin?: Record<string, string>
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
  peerDependenciesMeta?: Record<string, { optional?: boolean }>
}

/** A module that users can import, by the `exports` of its package. */
export interface Entry {
  /** What they write, like `analytical/providers/clicky`. */
  name: string
  /** Its package. */
  of: string
  /** What it is found by, like `analytical/providers/*`. */
  group: string
  /** Its declarations, relative to its package. */
  types: string
}

/** The package.json files of all published packages. */
export const manifests: readonly Manifest[] = published.map((folder) => manifestIn(join(packages, folder)))

/** All modules that users can import, wildcards looked up in `dist`. */
export const entries: readonly Entry[] = published.flatMap((folder) => {
  const { name: of, exports } = manifestIn(join(packages, folder))
  return Object.entries(exports).flatMap(([path, target]) => {
    if (typeof target === 'string') return []
    const names = path.includes('*') ? namesIn(join(packages, folder), target.default) : ['']
    return names.map((name) => ({
      name: posix.join(of, path.replace('*', name)),
      of,
      group: posix.join(of, path),
      types: posix.join(target.types.replace('*', name)),
    }))
  })
})

/** The package.json of a folder. */
export function manifestIn(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}

/** What the star of a path like `./dist/providers/*.js` stands for. */
function namesIn(folder: string, path: string): string[] {
  const end = basename(path).slice(1)
  return readdirSync(join(folder, dirname(path)))
    .filter((file) => file.endsWith(end))
    .map((file) => file.slice(0, -end.length))
}
