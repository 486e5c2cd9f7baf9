import { createServer } from 'node:http'
import { expect, test } from 'vitest'
import { tracking } from '../../src/frameworks/node.ts'
import { asking, seenIn, tagOf } from './pages.ts'
import { listening } from './servers/site.ts'

test('a request has one page view, however often it is asked for', async () => {
  let times = 0
  const count = async () => ({ probe_colour: `colour-${++times}` })
  const { analytical, tag, told } = tagOf({ contextProcessors: [count] })
  const track = tracking(analytical)
  const server = createServer(async (request, response) => {
    const [view, same] = await Promise.all([track(request, response), track(request, response)])
    expect(same).toBe(view)
    response.end(tag({ analytical: view.event('rhyme posted') }))
  })
  const get = await asking(listening(server))
  expect(seenIn(await get())).toMatchObject({ variables: { colour: 'colour-1' }, events: [['rhyme posted', {}]] })
  expect(seenIn(await get())?.variables).toEqual({ colour: 'colour-2' })
  expect(told()).toEqual([])
})
