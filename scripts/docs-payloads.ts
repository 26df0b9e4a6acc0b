/** Writes the native payloads of docs/events from the samples: `pnpm docs:payloads`. A test holds both together. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { eventSamples as alibaba } from '@sampan/alibaba/samples'
import { eventSamples as aws } from '@sampan/aws/samples'
import { eventSamples as baidu } from '@sampan/baidu/samples'
import type { AnyEvent, EventKind } from '@sampan/core'
import type { EventSample } from '@sampan/core/samples'
import { eventSamples as tencent } from '@sampan/tencent/samples'

const root = join(import.meta.dirname, '..')

const samples = new Map<string, EventSample>(
  [...aws, ...alibaba, ...tencent, ...baidu].map((sample) => [sample.name, sample]),
)

const common = {
  id: '5f0c9f3e-8f57-4c5b-9a39-2f6d1c1e7a01',
  source: 'shop',
  type: 'message',
  time: '2026-11-23T00:00:00Z',
  data: { id: 'A-1', total: 12.5 },
  native: undefined,
}

/** The event that each page shows; it is the same for every payload. */
const shown: { readonly [K in EventKind]?: Omit<Extract<AnyEvent, { kind: K }>, 'kind'> } = {
  queue: { ...common, queue: 'orders', attempt: 1, groupId: undefined, attributes: { tenant: 'acme' } },
  stream: { ...common, stream: 'clicks', partition: '0', sequence: '42', key: 'ann' },
  bucket: {
    ...common,
    type: 'ObjectCreated:Put',
    data: undefined,
    action: 'created',
    bucket: 'uploads',
    key: 'my photo.jpg',
    size: 24_414,
    etag: '977b9623a15e520c663ac5ff6647e881',
  },
  schedule: { ...common, data: { batch: 100 }, schedule: 'nightly' },
  bus: { ...common, type: 'order.paid', bus: 'shop' },
  task: { ...common, task: 'resize' },
  websocket: {
    ...common,
    action: 'message',
    connectionId: 'c-7',
    route: '$default',
    headers: {},
    query: {},
  },
  any: common,
}

/** The page with each `<!-- payload: name -->` followed by what that payload looks like. */
export function withPayloads(page: string): string {
  return page.replace(
    /(<!-- payload: (\S+) -->\n```json\n)[^]*?```/g,
    (_, mark: string, name: string) => `${mark}${jsonOf(name)}\n\`\`\``,
  )
}

function jsonOf(name: string): string {
  const sample = samples.get(name)
  if (sample === undefined) throw new Error(`There is no sample ${name}`)
  const native = sample.native([{ kind: sample.kind, ...shown[sample.kind] }])
  return JSON.stringify(
    native instanceof Uint8Array ? JSON.parse(Buffer.from(native).toString()) : native,
    null,
    2,
  )
}

/** Every page that shows payloads, English and Chinese. */
export const pages: readonly string[] = ['docs/events', 'docs/zh-CN/events'].flatMap((folder) =>
  ['queue', 'stream', 'bucket', 'schedule', 'bus', 'task', 'websocket', 'any'].map((kind) =>
    join(root, folder, `${kind}.md`),
  ),
)

if (process.argv[1] === import.meta.filename) {
  for (const path of pages) writeFileSync(path, withPayloads(readFileSync(path, 'utf8')))
}
