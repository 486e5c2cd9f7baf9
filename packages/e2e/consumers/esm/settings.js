import { defineSettings } from 'analytical'

export default {
  ...defineSettings({ CLICKY_SITE_ID: '12345678', ANALYTICAL_TRACK_BOTS: true }),
  TICKER_SITE: '4711',
}
