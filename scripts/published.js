import { existsSync, readdirSync, readFileSync } from 'node:fs'

const packages = new URL('../packages/', import.meta.url)

function isPublished(folder) {
  const manifest = new URL(`${folder}/package.json`, packages)
  return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).private !== true
}

/** The folders under `packages` that go to npm: those whose package is not private. */
export const published = readdirSync(packages).filter(isPublished)
