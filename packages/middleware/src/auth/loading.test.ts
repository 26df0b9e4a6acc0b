import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { bundle } from '../../../../test/bundle/bundle.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sampan-auth-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** What a function with this middleware is made of. */
async function pieces(middleware: string): Promise<{ bytes: number; all: string }> {
  const { bytes } = await bundle(
    `import { use } from '@sampan/core'
    import { auth } from '@sampan/middleware/auth'
    export const pipeline = use(${middleware})`,
    'esm',
    folder,
  )
  const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')))
  return { bytes, all: files.join('\n') }
}

describe('a bundle', () => {
  it('with auth.apiKey() has nothing of tokens, at start or later', async () => {
    const { bytes, all } = await pieces(`auth.apiKey({ keys: [{ id: 'a', key: 'k' }] })`)
    expect(all).toContain('x-api-key')
    expect(all).not.toMatch(/jwks|jwt|Bearer/i)
    expect(bytes).toBeLessThan(4000)
  })

  it('with auth.jwt() verifies in a part of its own, and has no keys of others', async () => {
    const { bytes, all } = await pieces(
      `auth.jwt({ jwks: 'https://a.example.com', issuer: 'i', audience: 'a' })`,
    )
    expect(all).not.toContain('x-api-key')
    expect(all).toContain('ERR_JWT_EXPIRED')
    expect(bytes).toBeLessThan(5800)
  })
})

describe('the package jose', () => {
  it('is named where it is missing, once a token comes', async () => {
    vi.resetModules()
    vi.doMock('jose', () => {
      throw new Error(`Cannot find package 'jose'`)
    })
    const { jwt } = await import('./index.ts')
    const layer = jwt({ secret: 'x'.repeat(32), issuer: false, audience: false })
    const next = vi.fn<() => unknown>()
    await layer(withHeader(null), {} as never, next as never)
    expect(next).toHaveBeenCalledTimes(1)
    await expect(layer(withHeader('Bearer a.b.c'), {} as never, next as never)).rejects.toMatchObject({
      code: 'SAMPAN_NOT_INSTALLED',
      message: expect.stringContaining('npm install jose'),
    })
    vi.doUnmock('jose')
  })
})

function withHeader(authorization: string | null): never {
  return { kind: 'http', headers: { get: () => authorization } } as never
}
