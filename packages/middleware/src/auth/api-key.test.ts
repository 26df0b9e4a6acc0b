import { createHash } from 'node:crypto'
import { queue, use } from '@sampan/core'
import { runLayers } from '@sampan/core/adapter'
import { describe, expect, it, vi } from 'vitest'
import { type Call, caller } from '../../test/call.ts'
import { apiKey, type ApiKeyOptions, type KeyOwner } from './index.ts'

const KEY = '6f1c0d0e5b8a4f7f9a2b'
const OTHER = 'c2f7a4e0b1d94d7ba51e'
const keys: ApiKeyOptions['keys'] = [
  { id: 'billing', key: KEY, scopes: ['read'], claims: { roles: ['service'] } },
  { id: 'shop', sha256: createHash('sha256').update(OTHER).digest('hex').toUpperCase() },
]

function api(options: ApiKeyOptions): Call {
  const layers = use(apiKey(options)).layers
  return caller((event, context) =>
    runLayers(layers, event, context, (event, { identity }) => ({
      same: event.identity === identity,
      identity: identity ?? null,
    })),
  )
}

function withKey(key: string | string[]): { headers: { [name: string]: string | string[] } } {
  return { headers: { 'X-Api-Key': key } }
}

describe('a key that is known', () => {
  it('signs its owner in', async () => {
    expect((await api({ keys })('GET /', withKey(KEY))).json).toEqual({
      same: true,
      identity: { type: 'api-key', id: 'billing', scopes: ['read'], claims: { roles: ['service'] } },
    })
  })

  it('may be known by its hash', async () => {
    const { json } = await api({ keys })('GET /', withKey(OTHER))
    expect(json.identity).toEqual({ type: 'api-key', id: 'shop', claims: {} })
  })

  it('may be in another header, and then not in the usual one', async () => {
    const call = api({ keys, header: 'X-Shop-Key' })
    expect((await call('GET /', { headers: { 'x-shop-key': KEY } })).json.identity.id).toBe('billing')
    expect((await call('GET /', withKey(KEY))).json.identity).toBeNull()
  })

  it('may be in the query only where that is said, and after the header', async () => {
    expect((await api({ keys })(`GET /?key=${KEY}`)).json.identity).toBeNull()
    const call = api({ keys, query: 'key' })
    expect((await call(`GET /?key=${KEY}`)).json.identity.id).toBe('billing')
    expect((await call(`GET /?key=${KEY}`, withKey(OTHER))).json.identity.id).toBe('shop')
    expect((await call(`GET /?key=${KEY}`, withKey('x'))).status).toBe(401)
    expect((await call(`GET /?key=${KEY}&key=${KEY}`)).status).toBe(401)
    expect((await call(`GET /?key=`)).status).toBe(401)
  })
})

describe('a key that is not known', () => {
  const hash = createHash('sha256').update(KEY).digest('hex')
  it.each<[string, string | string[]]>([
    ['unknown', 'x'],
    ['empty', ''],
    ['a beginning', KEY.slice(0, -1)],
    ['longer', `${KEY}0`],
    ['in another case', KEY.toUpperCase()],
    ['a hash', hash],
    ['the stored hash', (keys[1] as { sha256: string }).sha256],
    ['twice', [KEY, KEY]],
    ['two keys', `${KEY}, ${OTHER}`],
    ['long', 'x'.repeat(100_000)],
    ['not Latin', '\u00e9\u00ff'],
    ['__proto__', '__proto__'],
  ])('is 401 and never anonymous: %s', async (_, key) => {
    const { status, json, headers, body } = await api({ keys })('GET /', withKey(key))
    expect([status, json.code, headers['www-authenticate']]).toEqual([
      401,
      'SAMPAN_BAD_CREDENTIALS',
      'ApiKey',
    ])
    expect(body).not.toContain(`"${String(key)}"`)
  })
})

describe('no key', () => {
  it('is anonymous, or 401 where one is required', async () => {
    expect((await api({ keys })('GET /')).json).toEqual({ same: true, identity: null })
    const { status, json, headers } = await api({ keys, required: true })('GET /')
    expect([status, json.code, headers['www-authenticate']]).toEqual([401, 'SAMPAN_NO_IDENTITY', 'ApiKey'])
  })

  it('leaves the identity that is there', async () => {
    const identity = { type: 'iam', claims: {} }
    const next = vi.fn<(added: unknown) => unknown>()
    const event = { kind: 'http', headers: { get: () => null }, identity }
    await apiKey({ keys })(event as never, {} as never, next as never)
    expect(next).toHaveBeenCalledWith({ identity })
  })
})

describe('resolve', () => {
  it('says whose key it is, or nobody', async () => {
    const resolve = vi.fn<(key: string) => Promise<KeyOwner | undefined>>(async (key) =>
      key === 'k' ? { id: 'ann' } : undefined,
    )
    const call = api({ resolve })
    expect((await call('GET /', withKey('k'))).json.identity).toEqual({
      type: 'api-key',
      id: 'ann',
      claims: {},
    })
    expect((await call('GET /', withKey('x'))).status).toBe(401)
    expect((await call('GET /', withKey(''))).status).toBe(401)
    expect((await call('GET /', withKey('x'.repeat(1025)))).status).toBe(401)
    await call('GET /')
    expect(resolve).toHaveBeenCalledTimes(2)
    expect(resolve).toHaveBeenLastCalledWith('x', expect.objectContaining({ kind: 'http' }))
  })

  it('may answer at once, and null for nobody', async () => {
    expect((await api({ resolve: () => null })('GET /', withKey('k'))).status).toBe(401)
  })

  it('that fails is no 401', async () => {
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    const call = api({ resolve: () => Promise.reject(new Error('database')) })
    expect((await call('GET /', withKey('k'))).status).toBe(500)
    write.mockRestore()
  })
})

it('lets events of other kinds pass, also where a key is required', async () => {
  const seen: string[] = []
  const fn = use(apiKey({ keys, required: true })).on(queue('orders'), ({ kind }) => void seen.push(kind))
  await fn.run({ kind: 'queue' }, {} as never)
  expect(seen).toEqual(['queue'])
})

describe('options', () => {
  it.each<[string, object, RegExp]>([
    ['nothing', {}, /either keys or resolve/],
    ['both', { keys, resolve: () => undefined }, /either keys or resolve/],
    ['no keys', { keys: [] }, /one key or more/],
    [
      'an environment variable that is not set',
      { keys: [{ id: 'a', key: undefined }] },
      /keys\[0\] has either/,
    ],
    ['an empty key', { keys: [{ id: 'a', key: '' }] }, /keys\[0\]: key is text/],
    ['a key with a blank', { keys: [{ id: 'a', key: 'hunter2 ' }] }, /keys\[0\]: key is text/],
    ['a key and a hash', { keys: [{ id: 'a', key: 'x', sha256: 'y' }] }, /has either/],
    ['another hash', { keys: [{ id: 'a', sha256: 'hunter2' }] }, /64 hex digits/],
    ['no owner', { keys: [{ id: '', key: 'x' }] }, /has no id/],
    ['one key twice', { keys: [...keys, { id: 'b', key: KEY }] }, /keys\[2\] is there twice/],
    ['an empty header', { keys, header: '' }, /header/],
    ['an empty query', { keys, query: '' }, /query/],
  ])('%s fails at start', (_, options, message) => {
    expect(() => apiKey(options)).toThrow(message)
    expect(() => apiKey(options)).toThrow(expect.objectContaining({ code: 'SAMPAN_BAD_OPTION' }))
    expect(() => apiKey(options)).not.toThrow(/hunter2/)
  })

  it('misspelt fails at start', () => {
    expect(() => apiKey({ keys, heder: 'x' } as never)).toThrow(/did you mean "header"/)
  })
})
