// Imports the modules that are named on the command line, one by one, and prints what of the process each has touched.
import { createHook } from 'node:async_hooks'
import { Session } from 'node:inspector'

const stock = () => ({
  globals: Reflect.ownKeys(globalThis).map(String),
  listeners: process.eventNames().map((name) => `${String(name)}: ${process.listenerCount(name)}`),
  environment: Object.entries(process.env).map(String),
})
const loaded = []
const started = new Set()

// What importing any module at all does.
await import('./nothing.js')
const session = new Session()
session.connect()
session.post('Debugger.enable')
session.on('Debugger.scriptParsed', ({ params }) => loaded.push(params.url))
createHook({ init: (_, type) => started.add(type) }).enable()

const touched = {}
for (const name of process.argv.slice(2)) {
  loaded.length = 0
  started.clear()
  const before = stock()
  await import(name)
  const after = stock()
  touched[name] = { started: [...started], loaded: [...loaded] }
  for (const kind of Object.keys(after)) {
    touched[name][kind] = after[kind].filter((one) => !before[kind].includes(one))
  }
}
session.disconnect()
console.log(JSON.stringify(touched))
