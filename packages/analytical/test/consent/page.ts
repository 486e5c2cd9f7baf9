import { expect } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'

/** The tags of a site with Clicky and Facebook’s pixel in a page for nobody in particular. */
export function page(
  settings: Readonly<Record<string, unknown>>,
  view: object = {},
  tags = ['clicky', 'facebook_pixel_head', 'facebook_pixel_body'],
) {
  const errors: unknown[] = []
  const analytical = createAnalytical({
    settings: {
      CLICKY_SITE_ID: '12345678',
      FACEBOOK_PIXEL_ID: '123456789012345',
      ANALYTICAL_CONSENT: 'required',
      ...settings,
    },
    onError: (error) => errors.push(error),
  })
  const context = { analytical: analytical.pageView({ user: { username: 'jeff' }, nonce: 'bm9uY2U=', ...view }) }
  const html = tags.map((tag) => analytical.render(tag, context)).join('')
  expect(errors).toEqual([])
  return html
}
