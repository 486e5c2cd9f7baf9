import { describe, expect, test } from 'vitest'
import { services, siteWithAll } from './all-services.ts'
import { fieldsIn, records, type UserRecord } from './records.ts'

const grants = [[], ['email'], ['name'], ['email', 'name']] as const
const forbidding = new Set(services.filter(({ terms }) => terms !== undefined).map(({ name }) => name))
const others = services.map(({ name }) => name).filter((name) => !forbidding.has(name))

/** What is signed in, of a record that names its user in different ways. */
const users: [string, (record: UserRecord) => object][] = [
  ['a user name beside', (record) => ({ id: 7, username: 'u7', ...record })],
  ['the address as user name', (record) => ({ id: 7, username: record.email, ...record })],
  ['the address as id', (record) => ({ id: record.email, ...record })],
  ['the name as user name', (record) => ({ id: 7, username: record.name.toUpperCase(), ...record })],
  ['neither user name nor id', (record) => record],
]

/** Which fields of a record leave, by service: none that is left out. */
function leavers(told: readonly (readonly [string, string])[], record: UserRecord): Record<string, string> {
  const found = told.map(([service, html]) => [service, fieldsIn(html, record).join()] as const)
  return Object.fromEntries(found.filter(([, fields]) => fields !== ''))
}

const exceeds = (fields: string, granted: readonly string[]) =>
  fields.split(',').some((field) => !granted.includes(field))

test('all services are on', () => {
  expect(siteWithAll().analytical.enabled).toEqual(services.map(({ name }) => name))
})

describe('of a record with', () => {
  test.each(users)('%s nothing leaves that is not granted, whatever the address and the name', (_, userOf) => {
    const sites = grants.map((granted) => ({
      granted,
      site: siteWithAll({ ANALYTICAL_PERSONAL_DATA: granted }),
    }))
    const leaks = records.flatMap((record, index) => {
      // Most records where nothing is granted, the others in turn.
      const { granted, site } = sites[index % 8 > 3 ? 0 : index % 4] as (typeof sites)[0]
      return Object.entries(leavers(site.told(userOf(record)), record))
        .filter(([service, fields]) => forbidding.has(service) || exceeds(fields, granted))
        .map(([service, fields]) => ({ service, fields, granted, ...record }))
    })
    expect(leaks.slice(0, 5)).toEqual([])
    expect(sites.flatMap(({ site }) => site.errors)).toEqual([])
  })
})

describe('with all granted', () => {
  const ann = { email: 'ann@example.com', name: 'Ann Poetson' }
  const user = { id: 7, username: 'u7', ...ann }
  const withAll = leavers(siteWithAll({ ANALYTICAL_PERSONAL_DATA: ['email', 'name'] }).told(user), ann)

  test('services get both that have a field for them', () => {
    for (const service of ['crisp', 'hubspot', 'intercom', 'klaviyo', 'facebook_pixel', 'mixpanel']) {
      expect([service, withAll[service]]).toEqual([service, 'email,name'])
    }
  })

  test.each(others)('for %s alone no other gets anything', (service) => {
    const setting = `${service.toUpperCase()}_PERSONAL_DATA`
    const alone = leavers(siteWithAll({ [setting]: ['email', 'name'] }).told(user), ann)
    expect(alone).toEqual(withAll[service] === undefined ? {} : { [service]: withAll[service] })
  })

  test.each(others)('for all but %s it gets nothing', (service) => {
    const site = siteWithAll({
      ANALYTICAL_PERSONAL_DATA: ['email', 'name'],
      [`${service.toUpperCase()}_PERSONAL_DATA`]: [],
    })
    const { [service]: _, ...rest } = withAll
    expect(leavers(site.told(user), ann)).toEqual(rest)
  })
})

describe('a name that holds an address', () => {
  const odd = { email: 'ann@example.com', name: 'Ann Poetson <ann@example.com>' }

  test.each([['name'], ['email']])('leaves nowhere as a name where only %s is granted', (granted) => {
    const site = siteWithAll({ ANALYTICAL_PERSONAL_DATA: [granted] })
    const told = site.told({ username: 'u7', ...odd }).filter(([, html]) => /poetson/i.test(html))
    expect(told).toEqual([])
  })
})

describe('what keeps a record at home, all granted', () => {
  const site = siteWithAll({ ANALYTICAL_PERSONAL_DATA: ['email', 'name'] })
  const ann = { id: 7, username: 'u7', email: 'ann@example.com', name: 'Ann Poetson' }

  test.each<[string, object, object]>([
    ['an identity that is null', ann, { analytical_identity: null }],
    ['an identity that is somebody else', ann, { analytical_identity: 'bob' }],
    ['a session of somebody else', ann, { analytical_session: { username: 'bob' } }],
    ['a user who is not signed in', { ...ann, isAuthenticated: false }, {}],
  ])('%s', (_, user, variables) => {
    expect(leavers(site.told(user, variables), ann)).toEqual({})
  })

  test('ANALYTICAL_AUTO_IDENTIFY that is false', () => {
    const settings = { ANALYTICAL_PERSONAL_DATA: ['email', 'name'], ANALYTICAL_AUTO_IDENTIFY: false }
    expect(leavers(siteWithAll(settings).told(ann), ann)).toEqual({})
  })

  test('identify that leaves it out', () => {
    const settings = { ANALYTICAL_PERSONAL_DATA: ['email', 'name'] }
    const shy = siteWithAll(settings, { identify: ({ id }: typeof ann) => ({ id }) })
    expect(leavers(shy.told(ann), ann)).toEqual({})
  })
})
