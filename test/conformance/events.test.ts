import {
  any,
  bucket,
  bus,
  type Context,
  type EventKind,
  type Middleware,
  on,
  PermanentError,
  queue,
  schedule,
  stream,
  task,
  type Trigger,
  use,
  websocket,
} from '@sampan/core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { bringsSeveral, endOf, type EventPayload, eventPayloads } from './events.ts'
import { hasOwnData } from './vocabulary.ts'

const Order = z.object({ id: z.string(), total: z.number() })

/** What the user declares, for any cloud: a resource of each kind by a name. */
const resources: { readonly [kind in EventKind]?: (name: string) => Trigger<any, any> } = {
  queue: (name) => queue(name, { data: Order }),
  stream: (name) => stream(name, { data: Order }),
  bucket: (name) => bucket(name).created({ prefix: 'photos/', suffix: '.jpg' }),
  schedule: (name) => schedule(name, '0 3 * * *', { data: Order }),
  bus: (name) => bus(name, { 'order.paid': Order }).event('order.paid'),
  task: (name) => task(name, { input: Order }),
  websocket: () => websocket({ data: Order }),
  any: () => any(),
}

function declared({ kind, name: payload }: EventPayload, name = 'orders'): Trigger<any, any> {
  return kind === 'stream' && hasOwnData(payload) ? stream(name) : resources[kind]!(name)
}

/** What a handler sees of the events. */
async function seen(payload: EventPayload, ...events: any[]): Promise<any[]> {
  const list: unknown[] = []
  const fn = on(declared(payload), (event) => void list.push(event))
  await payload.send(events, [fn])
  return list
}

const lines: string[] = []
beforeEach(() => {
  lines.length = 0
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0)
})
afterEach(() => vi.restoreAllMocks())

const named = (payloads: readonly EventPayload[]): (readonly [string, EventPayload])[] =>
  payloads.map((payload) => [payload.name, payload] as const)
const isCall = ({ kind }: EventPayload): boolean => kind === 'task' || kind === 'websocket' || kind === 'any'

describe.each(named(eventPayloads))('%s', (_, payload) => {
  it('hands over what every other payload of its kind does', async () => {
    const { kind, data, time, source: _source, id: _id, native: _native, ...sent } = payload.event(1)
    const [event] = await seen(payload, payload.event(1))
    expect(event).toMatchObject({ kind, id: expect.stringMatching(/./), source: expect.stringMatching(/./) })
    expect([time, time.replace('Z', '.000Z'), undefined]).toContain(event.time)
    const core = {
      queue: { type: 'message', attempt: 1, attributes: {}, data },
      stream: {
        type: sent.type,
        partition: expect.stringMatching(/./),
        sequence: expect.stringMatching(/./),
        data,
      },
      bucket: { action: 'created', key: 'photos/my photo 1.jpg', size: 7, data: undefined },
      schedule: { data },
      bus: { type: 'order.paid', data },
      task: { data },
      websocket: { action: 'message', connectionId: 'c-1', data },
    }
    expect(event).toMatchObject(core[kind as keyof typeof core] ?? {})
  })

  it('surrounds the handler with middleware, and tells whose call it is', async () => {
    const order: unknown[] = []
    const tenant: Middleware<{ tenant: string }> = async ({ kind }, _context, next) => {
      order.push(['before', kind])
      const outcome = await next({ tenant: 'acme' })
      order.push('after')
      return outcome
    }
    const fn = use(tenant).on(declared(payload), (_event, context: Context & { tenant: string }) => {
      order.push([context.tenant, context.provider, context.requestId])
    })
    const event = payload.event(1)
    await payload.send([event], [fn])
    const told = ['acme', payload.provider, payload.requestId(event)]
    expect(order).toEqual([['before', payload.kind], told, 'after'])
    expect(told[2]).toMatch(/^(?:call|e)-1$/)
  })

  it('fails where the handler throws, and keeps type and message', async () => {
    class OutOfStock extends RangeError {
      override name = 'OutOfStock'
    }
    const error = new OutOfStock('no more of it')
    const end = await endOf(
      payload.send([payload.event(1)], [on(declared(payload), () => Promise.reject(error))]),
    )
    const told = end.failed === 'whole' ? end.error : end.failed === 'part' && end.items.length === 1 && error
    expect(told).toBe(error)
    const logged = lines.some((line) => line.includes('"name":"OutOfStock","message":"no more of it"'))
    // Of a failed call the platform itself logs the error.
    expect(logged || isCall(payload)).toBe(true)
  })

  it('goes to the only function, whatever its resource is called', async () => {
    const handler = vi.fn<() => void>()
    await payload.send([payload.event(1)], [on(declared(payload, 'anything'), handler)])
    expect(handler).toHaveBeenCalledOnce()
  })

  it('is refused by functions of other kinds', async () => {
    // A queue's function would take what SNS or S3 put into a queue.
    const fn = on(payload.kind === 'websocket' ? queue('orders') : websocket(), () => {})
    const { error } = (await endOf(payload.send([payload.event(1)], [fn]))) as { error?: { code: string } }
    expect(error?.code).toMatch(/^SAMPAN_(?:NO_FUNCTION|UNKNOWN_EVENT)$/)
  })
})

function refuse(): never {
  throw new PermanentError('never')
}

describe.each(named(eventPayloads.filter((payload) => !isCall(payload))))('messages of %s', (_, payload) => {
  /** A message that can never succeed: its data is invalid, or else the handler says so. */
  const hopeless = payload.event(
    1,
    hasOwnData(payload.name) || payload.kind === 'bucket' ? {} : { data: { id: 7 } },
  )
  it('that can never succeed are kept by the dead letter hook, and acknowledged', async () => {
    const kept: unknown[] = []
    const fn = on(declared(payload), refuse, {
      deadLetter: ({ kind }, error) => void kept.push([kind, error]),
    })
    expect(await endOf(payload.send([hopeless], [fn]))).toEqual({ failed: 'nothing' })
    expect(kept).toEqual([[payload.kind, expect.any(PermanentError)]])
  })

  it('that can never succeed are reported as failed where no dead letters are kept', async () => {
    const end = await endOf(payload.send([hopeless], [on(declared(payload), refuse)]))
    expect(end.failed).not.toBe('nothing')
    const error = end.failed === 'whole' ? end.error : JSON.parse(lines[0]!).error
    expect(error).toMatchObject({ name: 'PermanentError' })
    expect(error.code).toBe(hopeless.data?.id === 7 ? 'SAMPAN_INVALID_DATA' : undefined)
  })

  it('have the same id and source when they come again, and another message has others', async () => {
    const ids: string[] = []
    for (const n of [1, 1, 2]) {
      const [{ id, source }] = (await seen(payload, payload.event(n))) as [any]
      ids.push(`${source} ${id}`)
    }
    const [first, again, other] = ids
    expect(again).toBe(first)
    expect(other).not.toBe(first)
  })
})

const several = eventPayloads.filter((payload) => !isCall(payload) && bringsSeveral(payload))

describe.each(named(several))('a batch of %s', (_, payload) => {
  it('is handled but for what fails and what must not overtake it, and the cloud is told', async () => {
    const events = [1, 2, 3].map((n) => payload.event(n))
    const ids = (await seen(payload, ...events)).map(({ id }) => id)
    expect(new Set(ids).size).toBe(3)
    const done: string[] = []
    const fn = on(declared(payload), ({ id }) => {
      if (id === ids[1]) throw new Error('no')
      done.push(id)
    })
    const end = await endOf(payload.send(events, [fn]))
    expect(done[0]).toBe(ids[0])
    const told =
      end.failed === 'part'
        ? end.items.length
        : Number(/^(\d) of 3/.exec(String((end as any).error?.message))?.[1])
    expect(told).toBe(3 - done.length)
  })
})

const resourceful = eventPayloads.filter(({ kind }) => kind !== 'websocket' && kind !== 'any')

describe.each(named(resourceful))('the resource of %s', (_, payload) => {
  it('decides among several functions, or none of them is preferred where it is not told', async () => {
    const [event] = (await seen(payload, payload.event(1))) as [any]
    const told: string | undefined = event[payload.kind] || undefined
    const taken: string[] = []
    const functions = ['first', 'second'].map((name) =>
      on(declared(payload, name), () => void taken.push(name)),
    )
    const names = { first: 'elsewhere', second: told ?? 'somewhere' }
    const end = await endOf(payload.send([payload.event(1)], functions, names))
    expect([taken, end.failed]).toEqual(told === undefined ? [[], 'whole'] : [['second'], 'nothing'])
    const nobodys = await endOf(payload.send([payload.event(1)], functions, { first: 'x', second: 'y' }))
    expect(nobodys).toMatchObject({ failed: 'whole', error: { code: 'SAMPAN_NO_FUNCTION' } })
  })
})

describe.each(named(eventPayloads.filter(({ kind }) => kind === 'task')))(
  'the result of %s',
  (_, payload) => {
    it.each([[{ ok: true }], ['done'], [7], [null], [['a']]])('%j arrives as it is', async (result) => {
      const fn = on(declared(payload), () => result)
      expect(payload.answer(await payload.send([payload.event(1)], [fn]))).toEqual(result)
    })

    it('is no answer where the input is invalid', async () => {
      const fn = on(declared(payload), () => 'never')
      const end = await endOf(payload.send([payload.event(1, { data: { id: 7 } })], [fn]))
      expect(end).toMatchObject({ failed: 'whole', error: { code: 'SAMPAN_INVALID_DATA' } })
    })
  },
)
