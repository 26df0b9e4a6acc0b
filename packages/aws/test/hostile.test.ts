import { http, HttpError, type HttpEvent, on, SampanError } from '@sampan/core'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lambda } from '../src/index.ts'
import { httpSamples } from '../src/samples.ts'
import { nativeContext, see, wire } from './support.ts'

/** Events that no gateway sends: whoever may invoke the function may send them, and so may a gateway's next version. */

const bases = httpSamples.map((sample) =>
  JSON.stringify(
    sample.request({
      method: 'POST',
      path: '/a%20b/%F',
      search: 'a=1&a=2&b=%20',
      headers: [
        ['Cookie', 'a=1; b=2'],
        ['X-Tag', 'one'],
        ['X-Tag', 'two'],
        ['content-type', 'application/json'],
      ],
      body: Buffer.from('{"a":1}'),
    }),
  ),
)

const nasty = fc.oneof(
  { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<unknown>(
      null,
      [],
      {},
      [null],
      [[]],
      '',
      '\0',
      '\uD83D',
      '%',
      '/',
      '2.0',
      '1.0',
      'base64',
      'a@b',
      0,
      -1,
      1e21,
      true,
      { toString: 1, valueOf: 1 },
      [{ toString: 1, valueOf: 1 }],
      { includes: 1, split: 1, replace: 1, length: -1 },
      JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
      JSON.parse('{"__proto__":null}'),
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
)
const keys = fc.constantFrom(
  '__proto__',
  'constructor',
  'toString',
  'length',
  'cookie',
  'cookies',
  'authorizer',
  'identity',
  'jwt',
  'lambda',
  'iam',
  'claims',
  'scopes',
  'principalId',
  'userArn',
  'stage',
  'domainName',
  'isBase64Encoded',
  'inputTruncated',
  'x-forwarded-for',
)
/** Where to strike, what to put there, and whether under a key of its own. */
const blows = fc.array(fc.tuple(fc.nat(), nasty, fc.option(keys, { freq: 3 })), {
  minLength: 1,
  maxLength: 4,
})

function strike(base: string, hits: readonly (readonly [number, unknown, string | null])[]): unknown {
  const root: unknown[] = [JSON.parse(base)]
  for (const [at, value, key] of hits) {
    const places: [holder: object, key: string][] = []
    const visit = (holder: object): void => {
      for (const name of Object.keys(holder)) {
        places.push([holder, name])
        const below = (holder as { [name: string]: unknown })[name]
        if (typeof below === 'object' && below !== null) visit(below)
      }
    }
    visit(root)
    const [holder, name] = places[at % places.length]!
    const target = (holder as { [name: string]: unknown })[name]
    const into = key !== null && typeof target === 'object' && target !== null && !Array.isArray(target)
    Object.defineProperty(into ? target : holder, into ? key : name, {
      value: structuredClone(value),
      configurable: true,
      enumerable: true,
      writable: true,
    })
  }
  return wire(root[0])
}

/** Everything that a function may ask of an event. Plain conditions: ten thousand times `expect` is half a minute. */
async function readAll(event: HttpEvent): Promise<void> {
  const names = [...event.headers].map(([name]) => name)
  const values = [...Object.values(event.query), ...Object.values(event.cookies)].flat()
  const { method, path, search, client, identity, request } = event
  const texts = [method, path, search, ...values, ...names.flatMap((name) => event.headers.getAll(name))]
  const perhaps = [client.ip, identity?.id, event.headers.get('cookie') ?? undefined]
  const sound =
    [...texts, ...(identity?.scopes ?? [])].every((one) => typeof one === 'string') &&
    perhaps.every((one) => one === undefined || typeof one === 'string') &&
    /^\/[\w\-.~!$&'()*+,;=:@/%]*$/.test(path) &&
    request.method === method &&
    request.url === new URL(event.url).href
  if (!sound) throw new Error('The event is not what its type says')
  await event.text()
  await event.bytes()
  await event.json().catch(onlyHttpErrors)
}

/** The processor's time and not the clock's: other work on the machine must not fail a test. */
function cpuMs(): number {
  return process.cpuUsage().user / 1000
}

function onlyHttpErrors(error: unknown): void {
  if (!(error instanceof HttpError)) throw error
}

const handler = lambda(
  on(http(), async (event) => {
    await readAll(event)
    return { seen: true }
  }),
)

function taken(envelope: unknown): number | undefined {
  for (const sample of httpSamples) {
    try {
      return sample.reply(envelope).status
    } catch (error) {
      if (!(error instanceof SampanError)) throw error
    }
  }
  return undefined
}

describe('ten thousand hostile events', () => {
  it('are refused or answered, each in the form that a gateway takes, and never with a 500', async () => {
    const before = Object.getOwnPropertyNames(Object.prototype)
    const allowed = new Set<unknown>([200, 400, 405, 413, 'SAMPAN_UNKNOWN_EVENT'])
    const statuses = new Set<unknown>()
    let slowest = 0
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...bases), blows, async (base, hits) => {
        const native = strike(base, hits)
        const start = cpuMs()
        try {
          statuses.add(taken(await handler(native, nativeContext())))
        } catch (error) {
          if (!(error instanceof SampanError)) throw error
          statuses.add(error.code)
        }
        slowest = Math.max(slowest, cpuMs() - start)
        return [...statuses].every((one) => allowed.has(one))
      }),
      { numRuns: 10_000 },
    )
    expect(slowest).toBeLessThan(1000)
    // Blows that all missed would prove nothing.
    expect([...statuses]).toEqual(expect.arrayContaining([200, 400, 'SAMPAN_UNKNOWN_EVENT']))
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  }, 120_000)
})

describe('long texts take no long time', () => {
  const long = 100_000
  it.each([
    ['a path of %', { path: `/${'%'.repeat(long)}` }],
    ['a path of broken triplets', { path: `/${'%C3'.repeat(long)}` }],
    ['a path of spaces', { path: `/${' '.repeat(long)}x` }],
    ['a query of &', { search: '&'.repeat(long) }],
    ['a query of one key', { search: 'a=1&'.repeat(50_000) }],
    ['a query of %', { search: '%'.repeat(long) }],
    ['a cookie of ;', { headers: [['cookie', '; '.repeat(long)]] as const }],
    ['a cookie of spaces', { headers: [['cookie', `a=${' '.repeat(long)}x`]] as const }],
    ['a host of dots', { host: `${'a.'.repeat(long)}!` }],
    ['hops', { headers: [['x-forwarded-for', ' ,'.repeat(long)]] as const }],
    ['a traceparent', { headers: [['traceparent', '00-'.repeat(long)]] as const }],
    ['a body of \\u', { body: Buffer.from(`"${'\\u0061'.repeat(50_000)}__proto__"`) }],
  ])('%s', async (_, over) => {
    for (const sample of httpSamples) {
      const native = wire(sample.request({ method: 'POST', path: '/', ...over }))
      const start = cpuMs()
      await see(
        native,
        async (event, context) => {
          void [event.path, event.query, event.cookies, event.client, event.url, context.trace]
          for (const [name] of event.headers) event.headers.get(name)
          await event.json().catch(onlyHttpErrors)
        },
        { trustedHops: 3 },
      )
      // Quadratic work on texts of this length takes ten times as long.
      expect(cpuMs() - start).toBeLessThan(1000)
    }
  })
})
