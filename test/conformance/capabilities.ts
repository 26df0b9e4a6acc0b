import {
  any,
  bucket,
  bus,
  type EventKind,
  on,
  queue,
  schedule,
  stream,
  task,
  type Trigger,
  websocket,
} from '@sampan/core'
import { bringsSeveral, endOf, type EventPayload } from './events.ts'

/** A question to a payload; undefined where its kind has no such thing. */
type Question = (payload: EventPayload) => Promise<boolean | undefined>

const anyOf: { readonly [kind in EventKind]?: Trigger<any, any> } = {
  queue: queue('orders'),
  stream: stream('orders'),
  bucket: bucket('orders'),
  schedule: schedule('orders', '0 3 * * *'),
  bus: bus('orders'),
  task: task('orders'),
  websocket: websocket(),
  any: any(),
}

/** What a function sees of an event; nothing where the payload does not carry such an event at all. */
async function seen({ kind, event, send }: EventPayload, over: object): Promise<any> {
  let value: any
  const fn = on(anyOf[kind]!, (one) => void (value = one))
  const end = await endOf((async () => send([event(1, over)], [fn]))())
  return end.failed === 'nothing' ? value : {}
}

const isMessage = ({ kind }: EventPayload): boolean =>
  kind !== 'task' && kind !== 'websocket' && kind !== 'any'

/** The columns of the table in docs/capabilities.md, in its order. */
export const capabilities: { readonly [column: string]: Question } = {
  'Several a call': async (payload) => (isMessage(payload) ? bringsSeveral(payload) : undefined),

  'Part may fail': async (payload) => {
    if (!isMessage(payload)) return undefined
    const failing = on(anyOf[payload.kind]!, () => Promise.reject(new Error('no')))
    return (await endOf(payload.send([payload.event(1)], [failing]))).failed === 'part'
  },

  'In order': async (payload) => {
    if (!isMessage(payload) || !bringsSeveral(payload)) return undefined
    const order: string[] = []
    const fn = on(anyOf[payload.kind]!, async () => {
      order.push('begins')
      await new Promise((resolve) => setTimeout(resolve, 5))
      order.push('ends')
    })
    // One group of a queue that has groups: SQS tells such queues by their names.
    const group = payload.kind === 'queue' ? { groupId: 'g', queue: 'orders.fifo' } : {}
    const first = payload.event(1, group)
    // Changes of one row: tables are partitioned by their keys.
    await payload.send([first, payload.event(2, { ...group, data: first.data })], [fn])
    return order.join() === 'begins,ends,begins,ends'
  },

  Bytes: async (payload) => {
    if (payload.kind === 'bucket' || payload.kind === 'any') return undefined
    const bytes = Uint8Array.of(0, 255, 128, 1)
    const { data } = await seen(payload, { data: bytes })
    return data instanceof Uint8Array && Buffer.from(data).equals(bytes)
  },

  Attributes: async (payload) => {
    if (payload.kind !== 'queue') return undefined
    const { attributes } = await seen(payload, { attributes: { tenant: 'acme' } })
    return attributes?.tenant === 'acme'
  },

  Attempts: async (payload) => {
    if (payload.kind !== 'queue') return undefined
    return (await seen(payload, { attempt: 2 })).attempt === 2
  },

  'Resource’s name': async (payload) => {
    const { kind } = payload
    if (kind === 'websocket' || kind === 'any') return undefined
    // COS adds the account to a bucket's name.
    return /^orders(?:-\d+)?$/.test((await seen(payload, {}))[kind] ?? '')
  },

  Time: async (payload) => {
    const { time } = await seen(payload, {})
    return Date.parse(time) === Date.parse(payload.event(1).time)
  },
}

/** The cells of a payload's row, the kind first. */
export async function rowOf(payload: EventPayload): Promise<string[]> {
  const cells: string[] = [payload.kind]
  for (const ask of Object.values(capabilities)) {
    const answer = await ask(payload)
    cells.push(answer === undefined ? '–' : answer ? 'yes' : 'no')
  }
  return cells
}

/** The page with its table made anew; the head of the table stays, because it is in the page's language. */
export async function withTable(page: string, payloads: readonly EventPayload[]): Promise<string> {
  const rows: string[] = []
  for (const payload of payloads)
    rows.push(`| \`${payload.name}\` | ${(await rowOf(payload)).join(' | ')} |\n`)
  return page.replace(/(\n\|(?:---\|)+\n)(?:\|.*\n)*/, (_, rule: string) => rule + rows.join(''))
}
