import type { Shape } from '../../src/provider.ts'
import { describe } from '../../src/settings/setting.ts'
import { code, literal } from './markdown.ts'

/** A row for each setting: its name, whether it is required, what it is, an example. */
export function settingRows(settings: Shape, prefix = ''): string[][] {
  return Object.entries(settings).map(([name, schema]) => {
    const { description, example, secret } = describe(schema) ?? { description: '', example: '' }
    const shown = secret ? String(example) : code(literal(example))
    return [code(prefix + name), schema.isOptional() ? 'no' : 'yes', description, shown]
  })
}
