import { existsSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'
import { anchors, links, type Page, pages, root } from './pages.ts'

const all = pages()
const pageAt = new Map(all.map((page) => [page.path, page]))

function isBroken({ path }: Page, link: string): boolean {
  if (/^[a-z]+:/.test(link)) return false
  const [file = '', anchor] = link.split('#')
  const target = file === '' ? path : normalize(join(dirname(path), file))
  if (!existsSync(join(root, target))) return true
  const page = pageAt.get(target)
  return anchor !== undefined && (page === undefined || !anchors(page).has(anchor))
}

test.each(all)('every link of $path leads somewhere', (page) => {
  expect(links(page).filter((link) => isBroken(page, link))).toEqual([])
})
