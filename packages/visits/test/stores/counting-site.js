// A site of two processes, as `cluster` starts them, that counts into `visits.sqlite` of its folder. It says where it listens,
// and ends when its standard input does.
import cluster from 'node:cluster'
import { createServer } from 'node:http'
import { createVisits } from '../../dist/index.js'

if (cluster.isPrimary) {
  const workers = [cluster.fork(), cluster.fork()]
  let listening = 0
  cluster.on('listening', (_, { port }) => {
    listening++
    if (listening === workers.length) console.log(`listening on ${port}`)
  })
  process.stdin.resume().on('end', () => {
    for (const worker of workers) worker.send('stop')
  })
} else {
  const visits = createVisits({ flushEvery: 100, onError: (error) => console.log(error.message) }).listen()
  await threadOf(visits)
  const server = createServer((_, response) => response.end('hello')).listen(0)
  process.on('message', async () => {
    server.closeAllConnections()
    server.close()
    console.log(`all counted: ${await visits.stop({ deadline: 30_000 })}`)
    process.disconnect()
  })
}

/** Waits for the thread of the file, that a busy machine may take longer to start than the counters wait for an answer. */
async function threadOf(visits) {
  for (;;) {
    const answer = await visits.top('paths').catch((error) => error.message)
    if (!String(answer).includes('did not answer')) return
  }
}
