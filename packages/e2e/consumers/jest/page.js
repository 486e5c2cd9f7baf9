import { createAnalytical } from 'analytical'

const analytical = createAnalytical({ settings: { CLICKY_SITE_ID: '12345678' } })

export const page = analytical.render('analytical_body_bottom', { user: { username: 'jeff' }, analytical_goal: 5 })
