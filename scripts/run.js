// The one entry point behind `npm start`, `npm test`, `npm run build | check | bench`: it needs Node and npm only.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { published } from './published.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const folders = published.map((name) => `packages/${name}`)

function run(command, args, environment = {}) {
  const { status, signal, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, ...environment },
  })
  if (error) throw error
  if (signal === 'SIGINT' || signal === 'SIGTERM') process.exit(0)
  if (status !== 0) process.exit(status ?? 1)
}

const bin = (name, ...args) => run(`node_modules/.bin/${name}`, args)
const read = (file) => {
  try {
    return readFileSync(new URL(file, new URL('../', import.meta.url)), 'utf8')
  } catch {
    return undefined
  }
}

const steps = {
  install() {
    // pnpm leaves a copy of the lockfile it installed; while the two agree there is nothing to do.
    const installed = read('node_modules/.pnpm/lock.yaml')
    if (installed !== undefined && installed === read('pnpm-lock.yaml')) return
    const { packageManager } = JSON.parse(read('package.json'))
    run('npx', ['--yes', packageManager, 'install', '--frozen-lockfile'])
  },
  build: () => bin('tsc', '--build', ...folders),
  check() {
    bin('tsc', '--project', 'tsconfig.json')
    bin('biome', 'check', '--error-on-warnings')
    bin('knip')
    for (const folder of folders) bin('publint', folder, '--strict', '--pack', 'npm')
  },
  test: () => bin('vitest', 'run', ...process.argv.slice(3)),
  bench() {
    run(process.execPath, ['--expose-gc', 'packages/bench/src/bench.js'])
    run(process.execPath, ['packages/bench/src/visits/bench.js'])
  },
  start: () => run(process.execPath, ['examples/express-nunjucks/server.js']),
}

const commands = {
  build: ['install', 'build'],
  check: ['install', 'build', 'check'],
  test: ['install', 'build', 'check', 'test'],
  bench: ['install', 'build', 'bench'],
  start: ['install', 'build', 'start'],
}

for (const step of commands[process.argv[2]]) steps[step]()
