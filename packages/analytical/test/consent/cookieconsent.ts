/** A cookie's value as cookieconsent and Klaro write it. */
export const encoded = (value: object) => encodeURIComponent(JSON.stringify(value))

/** A choice as cookieconsent keeps it. */
export const chosen = {
  categories: ['necessary', 'analytics'],
  revision: 2,
  consentId: '138e44d0-3c0a-4e21-9d8a-7a2d1c0f4e65',
  consentTimestamp: '2026-11-21T08:00:34.233Z',
  lastConsentTimestamp: '2026-11-21T08:00:34.233Z',
}
