// Of these vendors' libraries the tests serve the ready-made browser file, which needs nothing beside it.
const servedAsFiles = new Set([
  '@amplitude/analytics-browser',
  '@openpanel/web',
  '@plausible-analytics/tracker',
  '@segment/analytics-next',
  'clarity-js',
  'klaro',
  'mixpanel-browser',
  'posthog-js',
  'swetrix',
  'tarteaucitronjs',
  'vanilla-cookieconsent',
])

module.exports = {
  hooks: {
    readPackage: (manifest) => (servedAsFiles.has(manifest.name) ? { ...manifest, dependencies: {} } : manifest),
  },
}
