import type { SettingDescription } from '../../src/provider-description.ts'
import { code } from './markdown.ts'

/** A row for each setting: its name, whether it is required, what it is, an example. */
export const settingRows = (settings: readonly SettingDescription[]): string[][] =>
  settings.map(({ name, required, description, example, secret }) => [
    code(name),
    required ? 'yes' : 'no',
    description,
    secret ? example : code(example),
  ])
