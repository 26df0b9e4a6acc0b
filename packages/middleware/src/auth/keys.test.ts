import { use } from '@sampan/core'
import { runLayers } from '@sampan/core/adapter'
import { generateKeyPair } from 'jose'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Call, caller, type TestAnswer } from '../../test/call.ts'
import {
  AUDIENCE,
  ISSUER,
  type KeyPair,
  type KeyServer,
  keyServer,
  publicJwk,
  rawToken,
  sign,
} from '../../test/issuer.ts'
import { jwt } from './index.ts'

let server: KeyServer
let call: Call
const pairs: KeyPair[] = []
const jwks: object[] = []
let log: string[]

beforeAll(async () => {
  for (const kid of ['0', '1', '2']) {
    const pair = await generateKeyPair('ES256', { extractable: true })
    pairs.push(pair)
    jwks.push(await publicJwk(pair, { kid }))
  }
})

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_800_000_000_000 })
  log = []
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => log.push(String(line)) > 0)
  server = await keyServer([jwks[0]!])
  call = api()
})

afterEach(async () => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  await server[Symbol.asyncDispose]()
})

function api(more: object = {}): Call {
  const layers = use(jwt({ issuer: ISSUER, audience: AUDIENCE, jwks: server.url, ...more })).layers
  return caller((event, context) => runLayers(layers, event, context, ({ identity }) => identity?.id ?? ''))
}

/** Sends a token of the key of that number. */
async function send(number: number, through = call): Promise<TestAnswer> {
  const token = await sign(pairs[number]!.privateKey, { alg: 'ES256', kid: String(number) })
  return through('GET /', { headers: { authorization: `Bearer ${token}` } })
}

async function sendForged(kid: string): Promise<TestAnswer> {
  const token = rawToken({ alg: 'ES256', kid }, { iss: ISSUER })
  return call('GET /', { headers: { authorization: `Bearer ${token}` } })
}

function verdict({ status, headers, json, body }: TestAnswer): object {
  const { 'retry-after': retryAfter, 'www-authenticate': challenge } = headers
  // Where the keys are is the operator's business.
  return { status, code: json.code, retryAfter, challenge, tells: body.includes('127.0.0.1') }
}

const UNAVAILABLE = {
  status: 503,
  code: 'SAMPAN_KEYS_UNAVAILABLE',
  retryAfter: '5',
  challenge: undefined,
  tells: false,
}

function passes(ms: number): void {
  vi.setSystemTime(Date.now() + ms)
}

describe('fetching', () => {
  it('waits for the first token, and happens once for all that wait and come later', async () => {
    await call('GET /')
    expect(server.asked).toBe(0)
    server.delayMs = 30
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(0)))
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200))
    expect((await send(0)).body).toBe('ann')
    expect(server.asked).toBe(1)
  })

  it('happens again when the keys are old, and finds that a key was withdrawn', async () => {
    await send(0)
    passes(599_999)
    await send(0)
    expect(server.asked).toBe(1)
    passes(1)
    server.keys = [jwks[1]!]
    expect((await send(0)).status).toBe(401)
    expect(server.asked).toBe(2)
  })

  it('happens again when the clock was set far back', async () => {
    await send(0)
    passes(-3_600_000)
    expect((await send(0)).status).toBe(200)
    expect(server.asked).toBe(2)
  })

  it('asks the URL that was given, and follows nobody elsewhere', async () => {
    server.status = 302
    server.headers = { location: '/elsewhere' }
    expect(verdict(await send(0))).toEqual(UNAVAILABLE)
    expect(server.paths).toEqual(['/jwks.json'])
  })
})

describe('rotation', () => {
  it('is noticed by a new kid, once the cooldown is over', async () => {
    await send(0)
    server.keys = [jwks[0]!, jwks[1]!]
    expect((await send(1)).status).toBe(401)
    expect(server.asked).toBe(1)
    passes(30_000)
    const answers = await Promise.all([send(1), send(1), send(0)])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(server.asked).toBe(2)
  })

  it('cannot be made to ask more often by made-up keys', async () => {
    await send(0)
    passes(30_000)
    for (let i = 0; i < 50; i++) expect((await sendForged(`made-up-${i}`)).status).toBe(401)
    const many = await Promise.all(Array.from({ length: 50 }, (_, i) => sendForged(`../../${i}`)))
    expect(many.map(({ status }) => status)).toEqual(Array(50).fill(401))
    expect(server.asked).toBe(2)
    expect(new Set(server.paths)).toEqual(new Set(['/jwks.json']))
  })

  it('has the cooldown that is asked for', async () => {
    call = api({ jwksCooldownMs: 1000 })
    await send(0)
    server.keys = [jwks[1]!]
    passes(1000)
    expect((await send(1)).status).toBe(200)
  })
})

describe('an issuer that is down', () => {
  it.each<[string, (server: KeyServer) => void]>([
    ['500', (it) => (it.status = 500)],
    ['404', (it) => (it.status = 404)],
    ['204', (it) => (it.status = 204)],
    ['no JSON', (it) => (it.body = '<html>')],
    ['JSON that is no set', (it) => (it.body = '{"error":"x"}')],
    ['null', (it) => (it.body = 'null')],
    ['a set of no objects', (it) => (it.body = '{"keys":[1]}')],
    [
      'a set of megabytes',
      (it) => (it.body = JSON.stringify({ keys: it.keys, fill: 'x'.repeat(2_000_000) })),
    ],
  ])('is 503 and no 401: %s', async (_, breaks) => {
    breaks(server)
    expect(verdict(await send(0))).toEqual(UNAVAILABLE)
    expect(log.join('')).toContain('SAMPAN_KEYS_UNAVAILABLE')
    expect(log.join('')).not.toContain('eyJ')
  })

  it('is 503 when it does not listen', async () => {
    await server[Symbol.asyncDispose]()
    expect(verdict(await send(0))).toEqual(UNAVAILABLE)
  })

  it('is 503 when it is slow, in bounded time', async () => {
    server.delayMs = 2000
    const started = performance.now()
    expect(verdict(await send(0, api({ jwksTimeoutMs: 50 })))).toEqual(UNAVAILABLE)
    expect(performance.now() - started).toBeLessThan(1500)
  })

  it('is left alone for five seconds, and then asked again', async () => {
    server.status = 500
    for (let i = 0; i < 10; i++) expect(verdict(await send(0))).toEqual(UNAVAILABLE)
    expect(server.asked).toBe(1)
    server.status = 200
    passes(4999)
    expect(verdict(await send(0))).toEqual(UNAVAILABLE)
    passes(1)
    expect((await send(0)).status).toBe(200)
    expect(server.asked).toBe(2)
  })

  it('does not matter to keys that are known, for an hour beyond their time', async () => {
    await send(0)
    server.status = 500
    passes(600_000)
    expect((await send(0)).status).toBe(200)
    expect((await send(0)).status).toBe(200)
    expect(server.asked).toBe(2)
    passes(3_599_999)
    expect((await send(0)).status).toBe(200)
    passes(1)
    expect(verdict(await send(0))).toEqual(UNAVAILABLE)
  })

  it('leaves open whether an unknown key is good', async () => {
    await send(0)
    server.status = 500
    passes(30_000)
    expect(verdict(await send(1))).toEqual(UNAVAILABLE)
    expect(verdict(await sendForged('x'))).toEqual(UNAVAILABLE)
    expect((await send(0)).status).toBe(200)
    expect(server.asked).toBe(2)
  })

  it('gets no token that is malformed', async () => {
    server.status = 500
    expect((await call('GET /', { headers: { authorization: 'Bearer x' } })).status).toBe(401)
    expect(server.asked).toBe(0)
  })
})

it('a private key in a published set signs nobody in, and is no fault of the caller', async () => {
  server.body = JSON.stringify({ keys: [{ ...jwks[0], d: Buffer.alloc(32, 1).toString('base64url') }] })
  expect((await send(0)).status).toBeGreaterThanOrEqual(500)
})

it('a secret in a published set is not used', async () => {
  const k = Buffer.alloc(32, 1)
  server.keys = [{ kty: 'oct', k: k.toString('base64url'), kid: 'oct', alg: 'HS256' }]
  const token = await sign(k, { alg: 'HS256', kid: 'oct' })
  expect((await call('GET /', { headers: { authorization: `Bearer ${token}` } })).status).toBe(401)
})
