import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../../..', import.meta.url))

/** A page of Markdown: its path from the root, and its text. */
export interface Page {
  path: string
  text: string
}

/** A fenced block of a page; `file` is the name that a comment in its first line gives it. */
export interface Block {
  language: string
  text: string
  line: number
  file: string | undefined
}

const skipped = new Set(['node_modules', 'dist', 'coverage'])

/** Every .md file of the project. */
export function pages(folder = root): Page[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return skipped.has(entry.name) || entry.name.startsWith('.') ? [] : pages(path)
    return entry.name.endsWith('.md') ? [{ path: relative(root, path), text: readFileSync(path, 'utf8') }] : []
  })
}

export const isGenerated = ({ text }: Page): boolean => text.startsWith('<!-- Generated ')

const fenced = /^```(\w*)\n(.*?)^```$/gms
const fileName = /^(?:\/\/-?|<!--|\{#|\{\{!--) ([\w./-]+\.\w+)(?: -->| #\}| --\}\})?\n/

export function blocks({ text }: Page): Block[] {
  return [...text.matchAll(fenced)].map(({ 1: language = '', 2: code = '', index }) => ({
    language,
    text: code,
    line: text.slice(0, index).split('\n').length,
    file: fileName.exec(code)?.[1],
  }))
}

/** A command line that a page shows, and what the page shows of what it prints. */
export interface ShownCommand {
  command: string
  text: string
  line: number
}

/** The commands of a page's `console` blocks: each a line that starts with `$`. */
export const commands = (page: Page): ShownCommand[] =>
  blocks(page)
    .filter(({ language }) => language === 'console')
    .flatMap(({ text, line }) =>
      [...text.matchAll(/^\$ (.+)\n((?:(?!\$ ).*\n)*)/gm)].map(({ 1: command = '', 2: printed = '', index }) => ({
        command,
        text: printed,
        line: line + text.slice(0, index).split('\n').length,
      })),
    )

/** The targets of a page's links, and the anchors that its headings make. */
export const links = ({ text }: Page): string[] =>
  [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map(({ 1: target = '' }) => target)

export function anchors({ text }: Page): Set<string> {
  const found = new Set<string>()
  for (const { 1: heading = '' } of text.replace(fenced, '').matchAll(/^#{1,6} (.+)$/gm)) {
    const plain = heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '')
    const anchor = plain.trim().replaceAll(' ', '-')
    let unique = anchor
    for (let count = 1; found.has(unique); count++) unique = `${anchor}-${count}`
    found.add(unique)
  }
  return found
}

const withoutCode = (text: string) => text.replace(fenced, '').replace(/`[^`\n]*`/g, '')
