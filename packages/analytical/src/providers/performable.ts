import { endedService } from '../ended-service.ts'

/** Performable. That HubSpot bought it in 2011 and closed it is unverified. */
export const performable = endedService({
  name: 'performable',
  title: 'Performable',
  homepage: 'https://www.hubspot.com',
  summary: 'Marketing automation, now part of HubSpot.',
  category: 'marketing',
  verified: '2026-11-21',
  ended: 'after HubSpot bought it in 2011',
  instead: 'Set HUBSPOT_PORTAL_ID, like 1234567, instead',
  settings: ['PERFORMABLE_API_KEY'],
  tags: ['performable', 'performable_embed'],
})
