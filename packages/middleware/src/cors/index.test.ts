import { HttpError, reply } from '@sampan/core'
import { runLayers } from '@sampan/core/adapter'
import * as check from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Call, caller } from '../../test/call.ts'
import { cors, type CorsOptions } from './index.ts'

const A = 'https://a.example'

function behind(options: CorsOptions, handler: () => unknown = () => 'ok'): Call {
  const layer = cors(options)
  return caller((event, context) => runLayers([layer], event, context, handler))
}

const from = (origin: string, more: object = {}): { headers: any } => ({ headers: { origin, ...more } })

const preflight = (origin: string, more: object = {}): { headers: any } =>
  from(origin, { 'access-control-request-method': 'PUT', ...more })

/** The CORS headers of an answer, without their prefix. */
function told(headers: object): object {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.startsWith('access-control-') || name === 'vary')
      .map(([name, value]) => [name.replace('access-control-', ''), value]),
  )
}

const hosts = (origin: string): boolean => new URL(origin).hostname.endsWith('.a.example')

afterEach(() => vi.restoreAllMocks())

describe('an answer', () => {
  it.each<[origin: CorsOptions['origin'], sent: string | undefined, allowed: string | undefined]>([
    [A, A, A],
    [A, undefined, undefined],
    [A, 'https://b.example', undefined],
    [A, 'https://a.example.evil.test', undefined],
    [A, 'https://evil-a.example', undefined],
    [A, 'http://a.example', undefined],
    [A, 'https://a.example:8443', undefined],
    [A, 'https://A.example', undefined],
    [A, `${A}/`, undefined],
    [A, `${A}, https://b.example`, undefined],
    [A, 'null', undefined],
    [A, '', undefined],
    [[A, 'http://localhost:3000'], 'http://localhost:3000', 'http://localhost:3000'],
    [[A, 'http://[::1]:3000'], 'http://[::1]:3000', 'http://[::1]:3000'],
    [['capacitor://localhost'], 'capacitor://localhost', 'capacitor://localhost'],
    [[A, 'null'], 'null', 'null'],
    [hosts, 'https://x.a.example', 'https://x.a.example'],
    [async (origin) => hosts(origin), 'https://x.a.example', 'https://x.a.example'],
    [async () => false, A, undefined],
    [() => true, 'null', undefined],
    [() => true, 'https://a.example\r\nset-cookie: a=b', undefined],
    [() => true, 'https://a.example"><script>', undefined],
    [() => true, 'a'.repeat(10_000), undefined],
  ])('of %j to %j allows %j, and depends on Origin', async (origin, sent, allowed) => {
    const answer = await behind({ origin })('GET /', sent === undefined ? {} : from(sent))
    expect([answer.status, answer.body]).toEqual([200, 'ok'])
    expect(told(answer.headers)).toEqual({
      vary: 'Origin',
      ...(allowed !== undefined && { 'allow-origin': allowed }),
    })
  })

  it.each([true, '*'] as const)('of %j is for everybody, and the same for all', async (origin) => {
    for (const more of [{}, from(A), from('null')]) {
      expect(told((await behind({ origin })('GET /', more)).headers)).toEqual({ 'allow-origin': '*' })
    }
  })

  it('names what pages may read, and lets cookies come, where it allows', async () => {
    const call = behind({ origin: A, credentials: true, exposeHeaders: ['X-Total', 'ETag'], maxAge: 5 })
    expect(told((await call('GET /', from(A))).headers)).toEqual({
      'allow-origin': A,
      'allow-credentials': 'true',
      'expose-headers': 'X-Total, ETag',
      vary: 'Origin',
    })
    expect(told((await call('GET /', from('https://b.example'))).headers)).toEqual({ vary: 'Origin' })
  })

  it.each<[vary: string | string[], together: string]>([
    ['Accept', 'Accept, Origin'],
    [['Accept', 'Cookie'], 'Accept,Cookie, Origin'],
    ['accept,origin', 'accept,origin'],
    ['*', '*'],
  ])('adds to Vary: %j', async (vary, together) => {
    const answer = await behind({ origin: A }, () => reply(200, '', { vary }))('GET /', from(A))
    expect(answer.headers['vary']).toBe(together)
  })

  it('says the same on errors, expected or not, and on replies that cannot be sent', async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    const fails: [number, () => unknown][] = [
      [404, () => Promise.reject(new HttpError(404, 'no', { headers: { 'x-a': '1' } }))],
      [
        500,
        () => {
          throw new Error('secret')
        },
      ],
      [500, () => () => 'a function is no reply'],
    ]
    for (const [status, fail] of fails) {
      const answer = await behind({ origin: A, credentials: true }, fail)('GET /', from(A))
      expect(answer.status).toBe(status)
      expect(told(answer.headers)).toEqual({
        'allow-origin': A,
        'allow-credentials': 'true',
        vary: 'Accept, Origin',
      })
    }
  })

  it('of one request is not given to another, where a function keeps its reply or its error', async () => {
    const kept = reply(200, 'ok')
    const error = new HttpError(404, 'no')
    for (const result of [() => kept, () => Promise.reject(error)]) {
      const call = behind({ origin: [A, 'https://b.example'] }, result)
      const origins = [A, 'https://b.example', 'https://c.example']
      const answers = await Promise.all(origins.map((origin) => call('GET /', from(origin))))
      expect(answers.map(({ headers }) => headers['access-control-allow-origin'])).toEqual([
        A,
        'https://b.example',
        undefined,
      ])
    }
    expect({ ...kept.headers }).toEqual({ 'content-type': 'text/plain; charset=utf-8' })
    expect(error.headers).toBeUndefined()
  })
})

describe('a preflight', () => {
  it('is answered without the handler', async () => {
    const handler = vi.fn<() => string>(() => 'ok')
    const call = behind({ origin: A, credentials: true, maxAge: 600, exposeHeaders: ['X-Total'] }, handler)
    const answer = await call(
      'OPTIONS /',
      preflight(A, { 'access-control-request-headers': 'x-a,content-type' }),
    )
    expect([answer.status, answer.body, handler.mock.calls]).toEqual([204, '', []])
    expect(told(answer.headers)).toEqual({
      'allow-origin': A,
      'allow-credentials': 'true',
      'allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
      'allow-headers': 'x-a, content-type',
      'max-age': '600',
      vary: 'Access-Control-Request-Headers, Origin',
    })
  })

  it('of a stranger allows nothing', async () => {
    const answer = await behind({ origin: A })('OPTIONS /', preflight('https://b.example'))
    expect(answer.status).toBe(204)
    expect(told(answer.headers)).toEqual({ vary: 'Access-Control-Request-Headers, Origin' })
  })

  it('is told the configured methods and headers', async () => {
    const call = behind({ origin: true, methods: ['GET', 'PURGE'], headers: ['X-A', 'X-B'], maxAge: 0 })
    expect(told((await call('OPTIONS /', preflight(A))).headers)).toEqual({
      'allow-origin': '*',
      'allow-methods': 'GET, PURGE',
      'allow-headers': 'X-A, X-B',
      'max-age': '0',
    })
  })

  it.each(['x a', 'x-a: b', 'x-a\r\nset-cookie: a=b', 'x-a,', 'é', ''])(
    'that asks for %j, which are no names, is given none back',
    async (asked) => {
      const answer = await behind({ origin: A })(
        'OPTIONS /',
        preflight(A, { 'access-control-request-headers': asked }),
      )
      expect(answer.headers).not.toHaveProperty('access-control-allow-headers')
      expect(answer.headers).toHaveProperty('access-control-allow-methods')
    },
  )

  it.each<[string, string, object]>([
    ['another method', 'GET', preflight(A)],
    ['no Origin', 'OPTIONS', { headers: { 'access-control-request-method': 'PUT' } }],
    ['no Access-Control-Request-Method', 'OPTIONS', from(A)],
  ])('is none with %s: the handler answers', async (_, method, more) => {
    expect(await behind({ origin: A })(`${method} /`, more)).toMatchObject({ status: 200, body: 'ok' })
  })
})

it('nothing that a client writes breaks an answer', async () => {
  const text = check.oneof(check.string({ unit: 'binary' }), check.constantFrom(A, 'null', '*', 'x-a,x-b'))
  const call = behind({ origin: () => true, credentials: true })
  await check.assert(
    check.asyncProperty(text, text, check.constantFrom('GET', 'OPTIONS'), async (origin, headers, method) => {
      const answer = await call(
        `${method} /`,
        preflight(origin, { 'access-control-request-headers': headers }),
      )
      expect([200, 204]).toContain(answer.status)
      for (const value of Object.values(answer.headers)) expect(value).toMatch(/^[ -~]*$/)
    }),
  )
})

describe('options that fail at start', () => {
  it.each<[CorsOptions, RegExp]>([
    [{ origin: true, credentials: true }, /credentials need origins by name/],
    [{ origin: '*', credentials: true }, /credentials need origins by name/],
    [{ origin: ['null'], credentials: true }, /"null" with credentials/],
    [{ origin: [] }, /empty list/],
    [{ origin: ['*', A] }, /"\*" is never/],
    [{ origin: '' }, /never/],
    [{ origin: 'a.example' }, /never/],
    [{ origin: `${A}/` }, /never/],
    [{ origin: `${A}/path` }, /never/],
    [{ origin: `${A}:443` }, /never/],
    [{ origin: 'https://A.example' }, /never/],
    [{ origin: 'https://*.a.example' }, /give a function/],
    [{ origin: undefined as never }, /never/],
    [{ origin: /a/ as never }, /never/],
    [{ origin: A, methods: ['patch'] }, /write PATCH/],
    [{ origin: A, methods: ['GET, PUT'] }, /no token/],
    [{ origin: A, headers: ['a\r\nb'] }, /no token/],
    [{ origin: A, headers: ['*'], credentials: true }, /no(?:t a)? wildcard/],
    [{ origin: A, maxAge: -1 }, /whole seconds/],
    [{ origin: A, maxAge: 1.5 }, /whole seconds/],
  ])('%j', (options, message) => {
    expect(() => cors(options)).toThrow(
      expect.objectContaining({
        code: 'SAMPAN_BAD_OPTION',
        message: expect.stringMatching(message) as string,
      }) as Error,
    )
  })

  it('a misspelt one', () => {
    expect(() => cors({ origin: A, credential: true } as CorsOptions)).toThrow('did you mean "credentials"?')
  })
})

it('events of other kinds pass', async () => {
  expect(await cors({ origin: A })({ kind: 'queue' } as never, {} as never, () => 'passed' as never)).toBe(
    'passed',
  )
})
