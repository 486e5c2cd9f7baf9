import { expect, test } from 'vitest'
import { providers } from '../../src/providers/index.ts'
import { settingsPage } from './settings-page.ts'

test('docs/settings.md lists every setting', async () => {
  await expect(settingsPage(providers)).toMatchFileSnapshot('../../../../docs/settings.md')
})
