/* oxlint-disable unicorn/consistent-function-scoping, vitest/expect-expect --
   what stands here is read by the type checker and never run; a `ts-expect-error` asserts. */
import { describe, expectTypeOf, it } from 'vitest'
import * as z from 'zod'
import type { PermanentError } from '../errors.ts'
import { on, use } from '../function.ts'
import type { SampanFunction } from '../trigger.ts'
import { http } from '../http/trigger.ts'
import type { EventOf, ResultOf } from '../trigger.ts'
import { any } from './any.ts'
import { bucket, type BucketTrigger } from './bucket.ts'
import { bus } from './bus.ts'
import type {
  Attributes,
  BucketEvent,
  BusEvent,
  QueueEvent,
  RowChange,
  ScheduleEvent,
  SocketAction,
} from './event.ts'
import { type Queue, queue } from './queue.ts'
import { schedule } from './schedule.ts'
import { stream } from './stream.ts'
import { task } from './task.ts'
import { websocket } from './websocket.ts'

interface Order {
  id: string
  total: number
}
const orderSchema = z.object({ id: z.string(), total: z.coerce.number<string>() })
const orders = queue('orders', { data: orderSchema })
const shop = bus('shop', { 'order.paid': z.object({ id: z.string() }), 'order.sent': z.number() })
const uploads = bucket('uploads')
const resize = task('resize', {
  input: z.object({ key: z.string(), width: z.number() }),
  output: z.object({ key: z.string() }),
})
const nightly = schedule('nightly', '0 3 * * *')

describe('the event of a queue', () => {
  it('has the fields of its kind, and the data that the schema gives', () => {
    on(orders, ({ data, attempt, groupId, attributes, queue: name, kind, id, time, native }) => {
      expectTypeOf(data).toEqualTypeOf<Order>()
      expectTypeOf(attempt).toBeNumber()
      expectTypeOf(groupId).toEqualTypeOf<string | undefined>()
      expectTypeOf(attributes).toEqualTypeOf<Attributes>()
      expectTypeOf(name).toBeString()
      expectTypeOf(kind).toEqualTypeOf<'queue'>()
      expectTypeOf(id).toBeString()
      expectTypeOf(time).toEqualTypeOf<string | undefined>()
      expectTypeOf(native).toBeUnknown()
    })
    expectTypeOf<EventOf<typeof orders>>().toEqualTypeOf<QueueEvent<Order>>()
    expectTypeOf(on(orders, () => {})).toEqualTypeOf<
      SampanFunction<Queue<Order, { id: string; total: string }>>
    >()
  })

  it('has unknown data without a schema', () => {
    on(queue('raw'), ({ data }) => {
      expectTypeOf(data).toBeUnknown()
    })
  })

  it('is not that of HTTP', () => {
    on(orders, (event) => {
      // @ts-expect-error a message has no headers
      void event.headers
      // @ts-expect-error it is read
      event.data = { id: '', total: 1 }
    })
  })
})

describe('sending', () => {
  it('takes what the schema takes, not what it gives', () => {
    void orders.send({ id: 'A-1', total: '7' }, { groupId: 'g' })
    // @ts-expect-error the total is text where it is sent
    void orders.send({ id: 'A-1', total: 7 })
    // @ts-expect-error no such option
    void orders.send({ id: 'A-1', total: '7' }, { group: 'g' })
    void queue('raw').send(new Uint8Array())
  })
})

describe('the event of a bus', () => {
  it('has the data of its type', () => {
    on(shop.event('order.paid'), ({ data, type, bus: name }) => {
      expectTypeOf(data).toEqualTypeOf<{ id: string }>()
      expectTypeOf(type).toEqualTypeOf<'order.paid'>()
      expectTypeOf(name).toEqualTypeOf<string | undefined>()
    })
    on(shop.event('order.sent'), ({ data }) => {
      expectTypeOf(data).toBeNumber()
    })
    // @ts-expect-error the bus declares no such type
    void shop.event('order.payed')
  })

  it('has any type and unknown data where all are taken, or none is declared', () => {
    on(shop, ({ data, type }) => {
      expectTypeOf(data).toBeUnknown()
      expectTypeOf(type).toBeString()
    })
    const plain = bus('alarms').event('message')
    expectTypeOf<EventOf<typeof plain>>().toEqualTypeOf<BusEvent<unknown, 'message'>>()
  })
})

describe('the event of a bucket', () => {
  it('has the action that was asked for', () => {
    on(uploads.created({ suffix: '.jpg' }), (event) => {
      expectTypeOf(event).toEqualTypeOf<BucketEvent<'created'>>()
      expectTypeOf(event.action).toEqualTypeOf<'created'>()
      expectTypeOf(event.key).toBeString()
      expectTypeOf(event.size).toEqualTypeOf<number | undefined>()
      expectTypeOf(event.data).toEqualTypeOf<undefined>()
    })
    on(uploads, ({ action }) => {
      expectTypeOf(action).toEqualTypeOf<'created' | 'deleted' | 'restored' | 'other'>()
    })
    expectTypeOf(uploads.deleted()).toEqualTypeOf<BucketTrigger<'deleted'>>()
    // @ts-expect-error no such filter
    uploads.created({ sufix: '.jpg' })
  })
})

describe('the event of other kinds', () => {
  it('of a stream has its place, and a row where the schema says so', () => {
    on(stream('clicks', { data: z.object({ page: z.string() }) }), ({ data, partition, sequence, key }) => {
      expectTypeOf(data).toEqualTypeOf<{ page: string }>()
      expectTypeOf(partition).toBeString()
      expectTypeOf(sequence).toBeString()
      expectTypeOf(key).toEqualTypeOf<string | Uint8Array | undefined>()
    })
    const row = z.custom<RowChange>()
    on(stream('orders', { data: row }), ({ data }) => {
      expectTypeOf(data.keys).toEqualTypeOf<{ readonly [column: string]: unknown }>()
    })
  })

  it('of a schedule has a time, and data where it hands some over', () => {
    on(nightly, (event) => {
      expectTypeOf(event).toEqualTypeOf<ScheduleEvent>()
    })
    on(schedule('hourly', '0 * * * *', { timezone: 'Asia/Shanghai', data: z.number() }), ({ data }) => {
      expectTypeOf(data).toBeNumber()
    })
  })

  it('of a WebSocket has data with its messages alone', () => {
    on(websocket({ data: z.object({ say: z.string() }) }), ({ action, connectionId, data }) => {
      expectTypeOf(action).toEqualTypeOf<SocketAction>()
      expectTypeOf(connectionId).toBeString()
      expectTypeOf(data).toEqualTypeOf<{ say: string } | undefined>()
    })
  })

  it('of any() is what came', () => {
    on(any(), ({ data, kind }) => {
      expectTypeOf(data).toBeUnknown()
      expectTypeOf(kind).toEqualTypeOf<'any'>()
      return 'as it is'
    })
  })
})

describe('a task', () => {
  it('has its input, and owes its output', () => {
    on(resize, async ({ data, task: name }) => {
      expectTypeOf(data).toEqualTypeOf<{ key: string; width: number }>()
      expectTypeOf(name).toBeString()
      return { key: `${data.key}@${data.width}` }
    })
    expectTypeOf<ResultOf<typeof resize>>().toEqualTypeOf<{ key: string }>()
    // @ts-expect-error the key is missing
    on(resize, () => ({ name: 'x' }))
    // @ts-expect-error the key is no number
    on(resize, async () => ({ key: 7 }))
    // @ts-expect-error nothing is returned
    on(resize, () => {})
    // @ts-expect-error the same behind middleware
    use(async (_event, _context, next) => next({ user: 1 })).on(resize, () => 7)
  })

  it('without an output owes nothing', () => {
    on(task('sweep'), () => {})
    on(task('sweep', { input: z.string() }), ({ data }) => {
      expectTypeOf(data).toBeString()
      return 7
    })
    on(task('sweep', { output: z.string() }), () => 'done')
    // @ts-expect-error no text
    on(task('sweep', { output: z.string() }), () => 7)
  })
})

describe('a dead letter', () => {
  it('is for messages: a queue, or a hook that is given them as they came', () => {
    on(orders, () => {}, { deadLetter: queue('lost') })
    on(orders, () => {}, { deadLetter: orders })
    on(uploads.created(), () => {}, { deadLetter: queue('lost') })
    on(orders, () => {}, {
      deadLetter(event, error, context) {
        expectTypeOf(event.attempt).toBeNumber()
        expectTypeOf(event.queue).toBeString()
        // The schema may have refused it.
        expectTypeOf(event.data).toBeUnknown()
        expectTypeOf(error).toEqualTypeOf<PermanentError>()
        expectTypeOf(context.requestId).toBeString()
      },
    })
    // @ts-expect-error no such option
    on(orders, () => {}, { deadletter: queue('lost') })
    // @ts-expect-error a name is no queue
    on(orders, () => {}, { deadLetter: 'lost' })
  })

  it('is not for those whose sender waits', () => {
    // @ts-expect-error the caller is told
    on(resize, () => ({ key: '' }), { deadLetter: queue('lost') })
    // @ts-expect-error the client is told
    on(http(), () => {}, { deadLetter: queue('lost') })
    // @ts-expect-error the caller is told
    on(any(), () => {}, { deadLetter: queue('lost') })
    // @ts-expect-error the client is told
    on(websocket(), () => {}, { deadLetter: queue('lost') })
  })
})

describe('middleware', () => {
  it('types the context of every kind of event', () => {
    const fn = use(async (event, _context, next) => {
      if (event.kind === 'queue') expectTypeOf(event.attempt).toBeNumber()
      return next({ tenant: 'acme' })
    })
    fn.on(orders, ({ data }, context) => {
      expectTypeOf(context.tenant).toBeString()
      expectTypeOf(data).toEqualTypeOf<Order>()
    })
    fn.on(resize, (_event, { tenant }) => ({ key: tenant }))
    fn.on(shop.event('order.paid'), (_event, context) => {
      // @ts-expect-error nobody added it
      void context.user
    })
  })
})
