import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')

const sources = readdirSync(join(root, 'packages'), { recursive: true, encoding: 'utf8' }).filter((path) =>
  /^[^/\\]+[/\\]src[/\\](?!.*\.test(-d)?\.ts$).*\.ts$/.test(path),
)

/** Every code with the files that hold it. A code is a text of its own; `env['SAMPAN_…']` is a variable. */
const thrown = new Map<string, string[]>()
for (const path of sources) {
  const text = readFileSync(join(root, 'packages', path), 'utf8')
  for (const [, code] of text.matchAll(/(?<!env\[)['"](SAMPAN_[A-Z\d_]+)['"]/g)) {
    thrown.set(code!, [...(thrown.get(code!) ?? []), path])
  }
}

describe.each(['docs/errors.md', 'docs/zh-CN/errors.md'])('%s', (page) => {
  const rows = readFileSync(join(root, page), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim())
        .slice(1, -1),
    )
  const documented = rows.map(([code]) => code!.replaceAll('`', ''))

  it('tells of codes at all', () => {
    expect(thrown.size).toBeGreaterThan(20)
    expect(documented).toContain('SAMPAN_UNKNOWN_EVENT')
  })

  it.each([...thrown])('tells of %s, which stands in %j', (code) => {
    expect(documented).toContain(code)
  })

  it.each(documented)('tells of %s, which some source has', (code) => {
    expect(thrown.has(code)).toBe(true)
  })

  it('has code, place, meaning and remedy in each row, once and in order', () => {
    expect(rows.filter((cells) => cells.length !== 4 || cells.includes(''))).toEqual([])
    expect(documented).toEqual([...new Set(documented)].sort())
  })
})

it('what a doc comment promises to throw exists', () => {
  const promised = sources.flatMap((path) => {
    const text = readFileSync(join(root, 'packages', path), 'utf8')
    return [...text.matchAll(/@throws[^@]*?\*\//g)].flatMap(
      ([comment]) => comment.match(/SAMPAN_[A-Z\d_]+/g) ?? [],
    )
  })
  expect(promised.filter((code) => !thrown.has(code))).toEqual([])
})
