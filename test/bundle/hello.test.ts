import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { httpSamples as alibaba } from '@sampan/alibaba/samples'
import { httpSamples as aws } from '@sampan/aws/samples'
import { httpSamples as baidu } from '@sampan/baidu/samples'
import type { HttpSample, SampleRequest } from '@sampan/core/samples'
import { httpSamples as tencent } from '@sampan/tencent/samples'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundle, type Format } from './bundle.ts'
import { start } from './start.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sampan-bundle-'))
})
afterAll(() => rm(folder, { recursive: true }))

const formats: readonly Format[] = ['esm', 'cjs']
const clouds: readonly [adapter: string, from: string, samples: readonly HttpSample[]][] = [
  ['lambda', '@sampan/aws', aws],
  ['fc', '@sampan/alibaba', alibaba],
  ['scf', '@sampan/tencent', tencent],
  ['cfc', '@sampan/baidu', baidu],
]
const cases = clouds.flatMap(([adapter, from, samples]) =>
  formats.map((format) => ({ adapter, from, samples, format })),
)

/** A function with every HTTP payload of its cloud. What it costs more it has to be worth. */
const LIMIT = { bytes: 32_000, gzip: 12_000 }

const hello: SampleRequest = { method: 'GET', path: '/hello/J%C3%BCrgen', host: 'api.example.com' }
const order: SampleRequest = {
  method: 'POST',
  path: '/orders',
  search: 'express=1',
  host: 'api.example.com',
  headers: [
    ['content-type', 'application/json'],
    ['cookie', 'sid=7'],
    ['x-tag', 'a'],
  ],
  body: new Uint8Array(Buffer.from('{"id":7}')),
}

describe.each(cases)('a function behind $adapter, as $format', ({ adapter, from, samples, format }) => {
  const [sample] = samples as [HttpSample]
  const run = async (source: string, ...requests: SampleRequest[]) => {
    const made = await bundle(`import { ${adapter} } from '${from}'\n${source}`, format, folder)
    const { outputs, ...loads } = await start(
      made,
      requests.map((request) => sample.request(request)),
    )
    const replies = outputs.map((output) => sample.reply(output))
    return { ...made, ...loads, replies, bodies: replies.map(({ body }) => Buffer.from(body).toString()) }
  }

  it('starts and answers without a module of Node, and without the globals of fetch', async () => {
    const { bytes, gzip, loaded, touched, bodies } = await run(
      `import { http, on } from '@sampan/core'
      export const handler = ${adapter}(on(http('GET /hello/:name'), ({ params }) => 'Hello ' + params.name))`,
      hello,
      hello,
    )
    expect({ bodies, loaded, touched }).toEqual({
      bodies: ['Hello Jürgen', 'Hello Jürgen'],
      loaded: [],
      touched: [],
    })
    expect(bytes).toBeLessThan(LIMIT.bytes)
    expect(gzip).toBeLessThan(LIMIT.gzip)
  })

  it('reads a request and replies without them, too', async () => {
    const { loaded, touched, replies, bodies } = await run(
      `import { http, on, once, reply, use } from '@sampan/core'
      const db = once(async () => new Map([[7, 'seven']]))
      const fn = use(async (event, context, next) => next({ user: event.cookies.sid }))
      export const handler = ${adapter}(fn.on(http('POST /orders'), async (event, context) => {
        const { id } = await event.json()
        context.waitUntil(Promise.resolve())
        return reply(201, {
          name: (await db()).get(id),
          express: event.query.express,
          tag: event.headers.get('X-Tag'),
          user: context.user,
          client: typeof event.client.ip,
          requestId: context.requestId,
        }, { 'set-cookie': 'seen=1' })
      }))`,
      order,
    )
    expect({ loaded, touched }).toEqual({ loaded: [], touched: [] })
    expect(replies[0]!.status).toBe(201)
    expect(JSON.parse(bodies[0]!)).toMatchObject({ name: 'seven', express: '1', tag: 'a', user: '7' })
  })
})

describe('currentContext', () => {
  const source = `import { currentContext, http, on } from '@sampan/core'
    import { lambda } from '@sampan/aws'
    export const handler = lambda(on(http(), () => currentContext().requestId))`
  const event = (aws as readonly [HttpSample])[0].request({ method: 'GET', path: '/' })
  // Node below 20.16 has no process.getBuiltinModule.
  const before = 'process.getBuiltinModule = undefined'

  it.each(formats)('loads its one module at the first call, as %s', async (format) => {
    const { outputs, loaded } = await start(await bundle(source, format, folder), [event, event])
    expect(outputs).toMatchObject([{ body: 'r-1' }, { body: 'r-1' }])
    // It comes with a part or two of its own; CommonJS may have it loaded already.
    expect(loaded.filter((one) => !/async_hooks|async_local_storage|promise_hooks/.test(one))).toEqual([])
  })

  it.each(formats)('does so on an older Node, too, as %s', async (format) => {
    const { outputs } = await start(await bundle(source, format, folder), [event, event], { before })
    expect(outputs).toMatchObject([{ body: 'r-1' }, { body: 'r-1' }])
  })
})
