let page

beforeAll(async () => {
  const { matchers } = await import('@analytical/testing/jest')
  expect.extend(matchers())
  page = (await import('./page.js')).page
})

test('in CommonJS the matchers are imported before the tests', () => {
  expect(page).toTrack('clicky', { session: { username: 'jeff' } })
})
