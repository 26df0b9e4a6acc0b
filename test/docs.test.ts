import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { pages as payloadPages, withPayloads } from '../scripts/docs-payloads.ts'

const root = join(import.meta.dirname, '..')

const read = (path: string): string => readFileSync(join(root, path), 'utf8')

const list = (folder: string, recursive = false): string[] =>
  readdirSync(join(root, folder), { recursive, encoding: 'utf8' }).map((path) => join(folder, path))

const pages = [
  ...list('docs', true).filter((path) => path.endsWith('.md') && !path.includes('node_modules')),
  ...list('packages')
    .map((path) => join(path, 'README.md'))
    .filter((path) => existsSync(join(root, path))),
]

/** Every mark `<!-- snippet: name.ts -->` with the block of code under it, and none where something else is there. */
const quotes = pages.flatMap((page) =>
  [...read(page).matchAll(/<!-- snippet: (.*?) -->(?:\n```ts\n([^]*?)```\n)?/g)].map(
    ([, name, code]): [page: string, name: string, code: string | undefined] => [page, name!, code],
  ),
)

// The typecheck compiles the snippets; what a page quotes is compiled because it is the same text.
it.each(quotes)('%s quotes %s as it is', (_page, name, code) => {
  expect(code).toBe(read(`docs/snippets/${name}`))
})

it('every snippet is quoted', () => {
  const quoted = new Set(quotes.map(([, name]) => join('docs/snippets', name)))
  expect(list('docs/snippets').filter((path) => !quoted.has(path))).toEqual([])
})

it.each(payloadPages)('%s shows payloads as the samples make them', (path) => {
  const page = readFileSync(path, 'utf8')
  expect(page).toBe(withPayloads(page))
})
