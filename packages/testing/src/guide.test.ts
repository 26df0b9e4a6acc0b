import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { payloads, triggers } from '../test/clouds.ts'
import { type CloudProvider, clouds } from './clouds.ts'
import { choosePayload } from './payload.ts'

const providers = Object.keys(clouds) as CloudProvider[]
const kinds = Object.keys(triggers) as (keyof typeof triggers)[]

/** What `run` takes stands first and in bold. */
function cell(provider: CloudProvider, kind: keyof typeof triggers): string {
  const names = payloads
    .filter((payload) => payload.provider === provider && payload.kind === kind)
    .map(({ name }) => name)
  const usual = usualOf(provider, kind)
  return names
    .sort((a, b) => Number(b === usual) - Number(a === usual))
    .map((name) => (name === usual ? `**\`${name}\`**` : `\`${name}\``))
    .join(' ')
    .replace(/^$/, '–')
}

function usualOf(provider: CloudProvider, kind: keyof typeof triggers): string | undefined {
  try {
    return choosePayload(provider, kind, undefined).name
  } catch {
    return undefined
  }
}

const rows = kinds.map(
  (kind) => `| ${[kind, ...providers.map((provider) => cell(provider, kind))].join(' | ')} |`,
)

it.each(['docs/guides/testing.md', 'docs/zh-CN/guides/testing.md'])('%s lists every payload', (page) => {
  const text = readFileSync(new URL(`../../../${page}`, import.meta.url), 'utf8')
  const found = text.split('\n').filter((line) => kinds.some((kind) => line.startsWith(`| ${kind} |`)))
  expect(found.join('\n')).toBe(rows.join('\n'))
})
