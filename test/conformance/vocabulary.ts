import type { EventKind } from '@sampan/core'

/** What each cloud calls the creation of an object. */
const created: { readonly [cloud: string]: string } = {
  aws: 'ObjectCreated:Put',
  alibaba: 'ObjectCreated:PutObject',
  tencent: 'cos:ObjectCreated:Put',
  baidu: 'PutObject',
}

const change = (n: number): object => ({
  type: 'insert',
  subject: 'shop.orders',
  data: { keys: { id: `A-${n}` }, before: undefined, after: { id: `A-${n}`, total: 12 } },
})

/** Where a payload has words, ids or data of its own for what is the same otherwise. */
const own: { readonly [payload: string]: (n: number) => object } = {
  'aws.s3-eventbridge': () => ({ type: 'Object Created' }),
  'alibaba.oss-eventbridge': () => ({ type: 'oss:ObjectCreated:PutObject' }),
  'alibaba.cdn': (n) => ({ id: `trace-${n}:order.paid` }),
  'alibaba.datahub': (n) => ({
    id: `0:${n}`,
    source: 'acs:datahub:cn-hangzhou:1:/projects/shop/topics/orders',
  }),
  'alibaba.sls': (n) => ({
    data: {
      endpoint: 'https://cn-hangzhou-intranet.log.example.com',
      projectName: 'shop',
      logstoreName: 'orders',
      shardId: 0,
      beginCursor: `cursor-${n}`,
      endCursor: `cursor-${n + 1}`,
    },
  }),
  // A sequence is the microsecond of the change.
  'alibaba.tablestore': (n) => ({ ...change(n), sequence: `${Date.UTC(2026, 10, 23, 0, 0, n)}000` }),
  'alibaba.dts': change,
  'aws.dynamodb': change,
  'aws.docdb': change,
}

/** Payloads whose data is the cloud's, not the sender's: changes of rows, and where logs stand. */
export function hasOwnData(payload: string): boolean {
  return 'data' in (own[payload]?.(1) ?? {})
}

/** The `n`-th event of a kind, in the words of a payload. All of its times, ids and positions differ from the others'. */
export function vary(kind: EventKind, payload: string, n: number): object {
  const common = {
    kind,
    id: `e-${n}`,
    source: 'shop',
    type: 'message',
    subject: undefined,
    time: `2026-11-23T00:00:0${n}Z`,
    data: { id: `A-${n}`, total: 12.5 },
    native: undefined,
  }
  return { ...common, ...ofKind(kind, payload, n), ...own[payload]?.(n) }
}

function ofKind(kind: EventKind, payload: string, n: number): object {
  if (kind === 'queue') return { queue: 'orders', attempt: 1, groupId: undefined, attributes: {} }
  if (kind === 'stream') return { stream: 'orders', partition: '0', sequence: String(40 + n), key: undefined }
  if (kind === 'bucket') {
    const key = `photos/my photo ${n}.jpg`
    const type = created[payload.split('.')[0]!]
    return { type, action: 'created', bucket: 'orders', key, size: 7, etag: undefined, data: undefined }
  }
  if (kind === 'schedule') return { schedule: 'orders' }
  if (kind === 'bus') return { type: 'order.paid', bus: 'orders' }
  if (kind === 'task') return { task: 'orders' }
  if (kind === 'websocket') {
    return { action: 'message', connectionId: 'c-1', route: '$default', headers: {}, query: {} }
  }
  return {}
}
