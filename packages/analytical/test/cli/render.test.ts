import { expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { anyNonce } from '../../src/cli/page.ts'
import { called, clicky, settingsFile } from './called.ts'

const settings = { ...clicky, GOOGLE_ANALYTICS_ID: 'G-ABCDE12345' }
const render = (...args: string[]) => called(['render', ...args], settingsFile(settings))

const page = (user?: object) => {
  const analytical = createAnalytical({ settings })
  const context = { analytical: analytical.pageView({ user, nonce: anyNonce }) }
  return (tag: string) => analytical.render(tag, context)
}

test('render prints the four positions and nothing else', async () => {
  const tag = page()
  const { code, out, err } = await render()
  const all = ['head_top', 'head_bottom', 'body_top', 'body_bottom'].map((position) => tag(`analytical_${position}`))
  expect(out.trimEnd()).toBe(all.join('').trimEnd())
  expect(err).toBe('')
  expect(code).toBe(0)
})

test('render prints the tags it is told, in their order', async () => {
  const tag = page({ username: 'jeff' })
  const { out } = await render('--tag', 'clicky', '--tag', 'analytical_head_top', '--user', 'jeff')
  expect(out.trimEnd()).toBe((tag('clicky') + tag('analytical_head_top')).trimEnd())
})

test('render --json has the HTML by tag', async () => {
  const { out } = await render('--tag', 'clicky', '--json')
  expect(JSON.parse(out)).toEqual({ clicky: page()('clicky') })
})

test('render says why a tag writes nothing', async () => {
  const { code, out, err } = await render('--tag', 'hotjar')
  expect(err).toBe('analytical: hotjar writes nothing: HOTJAR_SITE_ID not set\n')
  expect(out.trim()).toBe('')
  expect(code).toBe(0)
})

test('render is silent about a position with nothing in it', async () => {
  expect((await render('--tag', 'analytical_body_top')).err).toBe('')
})

test('render says that a tag counts twice', async () => {
  const { err } = await render('--tag', 'clicky', '--tag', 'analytical_body_bottom')
  expect(err).toContain('clicky is rendered twice in one page view, and counts twice')
})

test('render knows no other tag, and says which was meant', async () => {
  const { code, out, err } = await render('--tag', 'clickyy')
  expect(err).toBe('analytical: clickyy is no tag: did you mean clicky?\n')
  expect(out).toBe('')
  expect(code).toBe(2)
})
