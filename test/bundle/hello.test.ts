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
/** What a hello function with every HTTP payload of its cloud may cost at start, in minified bytes. */
const clouds: readonly { adapter: string; from: string; samples: readonly HttpSample[]; limit: number }[] = [
  { adapter: 'lambda', from: '@sampan/aws', samples: aws, limit: 20_900 },
  { adapter: 'fc', from: '@sampan/alibaba', samples: alibaba, limit: 21_600 },
  { adapter: 'scf', from: '@sampan/tencent', samples: tencent, limit: 20_150 },
  { adapter: 'cfc', from: '@sampan/baidu', samples: baidu, limit: 20_200 },
]
const cases = clouds.flatMap((cloud) => formats.map((format) => ({ ...cloud, format })))

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

describe.each(cases)(
  'a function behind $adapter, as $format',
  ({ adapter, from, samples, format, limit }) => {
    const [sample] = samples as [HttpSample]

    it('starts and answers without a module of Node, and without the globals of fetch', async () => {
      const source = `import { http, on } from '@sampan/core'
      import { ${adapter} } from '${from}'
      export const handler = ${adapter}(on(http('GET /hello/:name'), ({ params }) => 'Hello ' + params.name))`
      const made = await bundle(source, format, folder)
      const { outputs, loaded, touched } = await start(made, [sample.request(hello), sample.request(hello)])
      expect({ replies: outputs.map((output) => textOf(sample, output)), loaded, touched }).toEqual({
        replies: ['Hello Jürgen', 'Hello Jürgen'],
        loaded: [],
        touched: [],
      })
      expect(made.bytes).toBeLessThan(limit)
    })

    it.each([true, false])('reads and replies without them, too; in a single file: %s', async (single) => {
      const source = `import { http, on, once, reply, use } from '@sampan/core'
      import { ${adapter} } from '${from}'
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
        }, { 'set-cookie': 'seen=1' })
      }))`
      const made = await bundle(source, format, folder, single)
      const { outputs, loaded, touched } = await start(made, [sample.request(order)])
      const { status, headers } = sample.reply(outputs[0])
      expect({ loaded, touched, status }).toEqual({ loaded: [], touched: [], status: 201 })
      expect(headers).toContainEqual(['set-cookie', 'seen=1'])
      expect(JSON.parse(textOf(sample, outputs[0]))).toEqual({
        name: 'seven',
        express: '1',
        tag: 'a',
        user: '7',
      })
      expect(made.lazyBytes > 0).toBe(!single)
    })
  },
)

function textOf(sample: HttpSample, output: unknown): string {
  return Buffer.from(sample.reply(output).body).toString()
}

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
