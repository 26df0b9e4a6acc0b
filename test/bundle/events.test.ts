import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rocketmq as alibabaQueue, tablestore } from '@sampan/alibaba/samples'
import { logs, sqs } from '@sampan/aws/samples'
import { rocketmq as baiduQueue } from '@sampan/baidu/samples'
import type { QueueEvent, StreamEvent } from '@sampan/core'
import { cls, pulsar } from '@sampan/tencent/samples'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundle, type Format } from './bundle.ts'
import { start } from './start.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sampan-bundle-'))
})
afterAll(() => rm(folder, { recursive: true }))

const order: QueueEvent = {
  kind: 'queue',
  id: 'm-1',
  source: 'shop',
  type: 'message',
  time: '2026-11-23T00:00:00Z',
  data: { id: 'A-1' },
  queue: 'orders',
  attempt: 1,
  attributes: {},
  native: undefined,
}

const formats: readonly Format[] = ['esm', 'cjs']
/** What a worker with every event codec of its cloud, and the engine, may cost at start, in minified bytes. */
const clouds = [
  { adapter: 'lambda', from: '@sampan/aws', sample: sqs, limit: 22_000, done: { batchItemFailures: [] } },
  { adapter: 'fc', from: '@sampan/alibaba', sample: alibabaQueue, limit: 22_800, done: undefined },
  { adapter: 'scf', from: '@sampan/tencent', sample: pulsar, limit: 21_400, done: undefined },
  { adapter: 'cfc', from: '@sampan/baidu', sample: baiduQueue, limit: 21_400, done: undefined },
]

describe.each(clouds.flatMap((cloud) => formats.map((format) => ({ ...cloud, format }))))(
  'a worker behind $adapter, as $format',
  ({ adapter, from, sample, limit, done, format }) => {
    it('starts and handles messages without a module of Node, and without the globals of fetch', async () => {
      const made = await bundle(
        `import { on, queue } from '@sampan/core'
        import { ${adapter} } from '${from}'
        export const handler = ${adapter}(on(queue('orders'), ({ data }) => {
          if (data.id !== 'A-1') throw new Error('not the order')
        }))`,
        format,
        folder,
      )
      const native = sample.native([order])
      const { outputs, loaded, touched } = await start(made, [native, native])
      // Bytes are read by TextDecoder, which is not there at the start of a CommonJS program on Node 18.
      const more = loaded.filter((name) => !name.endsWith('internal/encoding'))
      expect({ outputs, loaded: more, touched }).toEqual({
        // What is undefined is null in JSON.
        outputs: [done ?? null, done ?? null],
        loaded: [],
        touched: [],
      })
      expect(made.bytes).toBeLessThan(limit)
    })
  },
)

/** A function that hands back the data that it was given. */
function seen(adapter: string, from: string): string {
  return `import { on, stream } from '@sampan/core'
    import { ${adapter} } from '${from}'
    const seen = []
    const run = ${adapter}(on(stream('clicks'), ({ data }) => { seen.push(data) }))
    export const handler = async (event, context) => {
      await run(event.bytes ? Buffer.from(event.bytes, 'base64') : event, context)
      return seen.splice(0)
    }`
}

describe.each(formats)('what is packed, as %s', (format) => {
  const record = { ...order, kind: 'stream', stream: 'clicks', partition: '0', sequence: '1' } as StreamEvent

  it.each([
    ['lambda', '@sampan/aws', logs],
    ['scf', '@sampan/tencent', cls],
  ])('is unpacked behind %s', async (adapter, from, sample) => {
    const native = sample.native([{ ...record, sequence: '1795392000000000-0' }])
    const { outputs } = await start(await bundle(seen(adapter, from), format, folder), [native])
    expect(outputs).toEqual([[{ id: 'A-1' }]])
  })

  it('is decoded from CBOR behind fc', async () => {
    const change = { keys: { id: 'A-1' }, before: undefined, after: { id: 'A-1', total: 7 } }
    const native = tablestore.native([{ ...record, type: 'insert', stream: '', data: change }])
    const bytes = Buffer.from(native as Uint8Array).toString('base64')
    const { outputs } = await start(await bundle(seen('fc', '@sampan/alibaba'), format, folder), [{ bytes }])
    expect(outputs).toEqual([[{ keys: { id: 'A-1' }, after: { id: 'A-1', total: 7 } }]])
  })
})
