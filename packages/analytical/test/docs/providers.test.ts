import { expect, test } from 'vitest'
import { providers } from '../../src/providers/index.ts'
import { providerIndex } from './provider-index.ts'
import { providerPage } from './provider-page.ts'

const folder = '../../../../docs/providers'

test.each(providers)('the page of $name in docs/providers tells what it is', async (provider) => {
  await expect(providerPage(provider)).toMatchFileSnapshot(`${folder}/${provider.name}.md`)
})

test('docs/providers/README.md lists every provider', async () => {
  await expect(providerIndex(providers)).toMatchFileSnapshot(`${folder}/README.md`)
})
