export const CLICKY_SITE_ID = '12345678'
export const GOOGLE_ANALYTICS_ID = 'G-ABCDE12345'
export const HUBSPOT_PORTAL_ID = '1234567'

// Visits from these addresses are not counted: the tags are in the page, but commented out. Your office, as a rule; with
// 'loopback' your own visits here too. The environment wins: ANALYTICAL_INTERNAL_IPS=loopback npm start
// export const ANALYTICAL_INTERNAL_IPS = ['10.0.0.0/8']

// Nothing goes out before the visitor allows it in the bar below the page. ANALYTICAL_CONSENT=required npm start
// export const ANALYTICAL_CONSENT = 'required'
