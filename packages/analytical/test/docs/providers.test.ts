import { expect, test } from 'vitest'
import type { AnyProvider } from '../../src/provider.ts'
import { providers } from '../../src/providers/index.ts'
import { providerIndex } from './provider-index.ts'
import { providerPage } from './provider-page.ts'

const folder = '../../../../docs/providers'

const all: readonly AnyProvider[] = providers
const living = all.filter(({ ended }) => ended === undefined)

test.each(living)('the page of $name in docs/providers tells what it is', async (provider) => {
  await expect(providerPage(provider)).toMatchFileSnapshot(`${folder}/${provider.name}.md`)
})

test('docs/providers/README.md lists every provider', async () => {
  await expect(providerIndex(all)).toMatchFileSnapshot(`${folder}/README.md`)
})
