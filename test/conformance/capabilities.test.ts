import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { capabilities, rowOf } from './capabilities.ts'
import { eventPayloads } from './events.ts'

beforeEach(() => void vi.spyOn(process.stdout, 'write').mockReturnValue(true))
afterEach(() => vi.restoreAllMocks())

const page = (path: string): string => readFileSync(new URL(`../../docs/${path}`, import.meta.url), 'utf8')

describe.each(['capabilities.md', 'zh-CN/capabilities.md'])('docs/%s', (path) => {
  const text = page(path)
  const rows = new Map(
    text
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) => line.split('|').map((cell) => cell.trim()))
      .map(([, name, ...cells]) => [name!.replaceAll('`', ''), cells.slice(0, -1)]),
  )

  it('has a head for every column', () => {
    const head = text.split('\n').find((line) => line.startsWith('| ') && !line.startsWith('| `'))
    expect(head?.split('|').slice(1, -1)).toHaveLength(2 + Object.keys(capabilities).length)
  })

  // `pnpm example scripts/capabilities.ts` writes the rows anew.
  it('lists every payload, in the order of the samples', () => {
    expect([...rows.keys()]).toEqual(eventPayloads.map(({ name }) => name))
  })

  it.each(eventPayloads.map((payload) => [payload.name, payload] as const))(
    'tells the truth about %s',
    async (name, payload) => {
      expect(rows.get(name)).toEqual(await rowOf(payload))
    },
  )
})

it('English and Chinese heads stand over the same columns', () => {
  const [english] = page('capabilities.md').match(/^\| Payload .*$/m) ?? ['']
  expect(
    english
      .split('|')
      .slice(3, -1)
      .map((cell) => cell.trim()),
  ).toEqual(Object.keys(capabilities))
})
