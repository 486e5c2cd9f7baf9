export const CLICKY_SITE_ID = '12345678'
export const GOOGLE_ANALYTICS_ID = 'G-ABCDE12345'
export const ANALYTICAL_SCRIPTS = 'island'
