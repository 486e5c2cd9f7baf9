import nunjucks from 'nunjucks'
import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../src/analytical.ts'
import { endedService } from '../src/ended-service.ts'
import { addTags } from '../src/templates/nunjucks.ts'
import { probe } from './probe.ts'

const gone = endedService({
  name: 'gone',
  title: 'Gone',
  homepage: 'https://gone.example',
  summary: 'Counted page views.',
  category: 'analytics',
  verified: '2026-11-21',
  ended: 'in 2019',
  instead: 'Set PROBE_ID, like 4711, instead',
  settings: ['GONE_KEY'],
  tags: ['gone', 'gone_embed'],
})

function site(settings: object) {
  const told: string[] = []
  const onProblems = (problems: readonly { level: string; message: string }[]) => {
    for (const { level, message } of problems) told.push(`${level}: ${message}`)
  }
  const errors: unknown[] = []
  const analytical = createAnalytical({
    settings,
    providers: [gone, probe('probe')],
    onProblems,
    onError: (error) => errors.push(error),
  })
  return { analytical, told, errors }
}

describe('a service that has ended', () => {
  test.each<[what: string, settings: object, names: string]>([
    ['its setting', { GONE_KEY: 'x' }, 'GONE_KEY is'],
    [
      'several of its settings, once',
      { GONE_KEY: 'x', GONE_INTERNAL_IPS: ['10.0.0.1'] },
      'GONE_KEY, GONE_INTERNAL_IPS are',
    ],
    ['any other name with its prefix', { GONE_COLOUR: 'red' }, 'GONE_COLOUR is'],
  ])('gives one clear line for %s', (_, settings, names) => {
    const { told, analytical } = site({ ...settings, PROBE_ID: '4711' })
    expect(told).toEqual([`warning: ${names} ignored: Gone ended in 2019. Set PROBE_ID, like 4711, instead`])
    expect(analytical.enabled).toEqual(['probe'])
  })

  test('is silent where nothing of it is set', () => {
    expect(site({ PROBE_ID: '4711', GONE_KEY: '' }).told).toEqual([])
  })

  test('keeps its tags, which render nothing', () => {
    const { analytical, errors } = site({ GONE_KEY: 'x' })
    expect(analytical.tags).toContainEqual({ name: 'gone_embed', provider: 'gone', enabled: false, ended: true })
    expect(
      analytical.render('gone') + analytical.render('gone_embed') + analytical.render('analytical_body_bottom'),
    ).toBe('')
    expect(errors).toEqual([])
  })

  test.each(['{% gone %}', '{% gone_embed "www.example.com" "page" %}', '{% gone_embed host, page=5 %}'])(
    'keeps its tags as templates of old call them: %s',
    (tag) => {
      const environment = new nunjucks.Environment(null)
      addTags(environment, site({ GONE_KEY: 'x' }).analytical)
      expect(environment.renderString(`<p>${tag}</p>`, {})).toBe('<p></p>')
      expect(() => environment.renderString('{% probe "x" %}', {})).toThrow('probe takes no arguments')
    },
  )

  test('is explained, and has no capabilities', () => {
    const { analytical } = site({ GONE_KEY: 'x' })
    expect(analytical.explain({}).find(({ tag }) => tag === 'gone')).toMatchObject({
      action: 'omit',
      reason: 'Gone ended in 2019',
    })
    expect(analytical.capabilities()).not.toHaveProperty('gone')
  })
})

describe('a retired value of a setting', () => {
  const retired = [{ settings: ['PROBE_ID'], value: /^UA-/, because: 'those ids no longer count. Set a number' }]
  const withRetired = (id: unknown) => {
    const told: string[] = []
    const { enabled } = createAnalytical({
      settings: { PROBE_ID: id },
      providers: [probe('probe', { retired })],
      onProblems: (problems) => told.push(...problems.map(({ message }) => message)),
    })
    return { told, enabled }
  }

  test('is a warning, and the provider is off', () => {
    expect(withRetired(' UA-1 ')).toEqual({
      told: ['PROBE_ID is ignored: those ids no longer count. Set a number'],
      enabled: [],
    })
  })

  test('leaves other values alone', () => {
    expect(withRetired('4711')).toEqual({ told: [], enabled: ['probe'] })
  })
})

describe('a provider with another name', () => {
  const renamed = probe('probe', {
    otherNames: ['once'],
    tags: { probe_top: { position: 'head_top' }, probe: probe('probe').tags.probe },
  } as never)
  const analytical = createAnalytical({
    settings: { ONCE_ID: '4711', ONCE_INTERNAL_IPS: '10.0.0.1' },
    providers: [renamed],
  })

  test('takes settings, tags and variables under either', () => {
    expect(analytical.enabled).toEqual(['probe'])
    expect(analytical.tags.map(({ name }) => name)).toEqual(expect.arrayContaining(['probe', 'once', 'once_top']))
    const page = { once_colour: 'red', once_identity: 'ann' }
    expect(analytical.render('once', page)).toBe(
      analytical.render('probe', { probe_colour: 'red', probe_identity: 'ann' }),
    )
    expect(analytical.render('once', page)).toContain('ann')
  })

  test('is internal, and switched off, by either', () => {
    expect(analytical.render('probe', { request: { ip: '10.0.0.1' } })).toContain('disabled on internal IP address')
    expect(analytical.render('probe', { analytical_disabled: ['once'] })).toBe('')
  })
})
