import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventHandler, plainEvent } from '../../test/plain-events.ts'
import { on } from '../function.ts'
import type { Trigger } from '../trigger.ts'
import { any } from './any.ts'
import { bucket } from './bucket.ts'
import { bus } from './bus.ts'
import type { BucketAction } from './event.ts'
import { queue } from './queue.ts'
import type { Names } from './resource.ts'
import { schedule } from './schedule.ts'
import { stream } from './stream.ts'
import { task } from './task.ts'
import { websocket } from './websocket.ts'

const uploads = bucket('uploads')
const shop = bus('shop')

const labelled: [Trigger<any, any>, string][] = [
  [queue('orders'), 'queue orders'],
  [stream('clicks'), 'stream clicks'],
  [uploads, 'bucket uploads'],
  [uploads.created(), 'bucket uploads created'],
  [uploads.deleted({ suffix: '.jpg' }), 'bucket uploads deleted suffix .jpg'],
  [uploads.created({ prefix: 'in/', suffix: '.jpg' }), 'bucket uploads created prefix in/ suffix .jpg'],
  [schedule('nightly', '0 3 * * *'), 'schedule nightly'],
  [shop, 'bus shop'],
  [shop.event('order.paid'), 'bus shop event order.paid'],
  [task('resize'), 'task resize'],
  [websocket(), 'websocket()'],
  [any(), 'any()'],
]

describe('the label', () => {
  it.each(labelled)('of each trigger tells it from the others: %#', (trigger, label) => {
    expect(trigger.label).toBe(label)
  })
})

/** Whether two triggers overlap, asked both ways, because the order of functions must not matter. */
function overlap(one: Trigger<any, any>, other: Trigger<any, any>, names: Names = {}): boolean {
  const answer = one.overlaps(other, names)
  expect(other.overlaps(one, names)).toBe(answer)
  return answer
}

describe('two triggers', () => {
  it("overlap where one event could be both's: each with itself, and nothing else of these", () => {
    const distinct = [
      queue('a'),
      queue('b'),
      stream('a'),
      uploads.created(),
      uploads.deleted(),
      bucket('a'),
      schedule('a', '0 3 * * *'),
      shop.event('a'),
      shop.event('b'),
      bus('a'),
      task('a'),
      task('b'),
      websocket(),
    ]
    for (const one of distinct) {
      expect(distinct.filter((other) => overlap(one, other))).toEqual([one])
    }
  })

  it.each<[string, Trigger<any, any>, Trigger<any, any>, boolean]>([
    [
      'prefixes, one within the other',
      uploads.created({ prefix: 'in/' }),
      uploads.created({ prefix: 'in/a' }),
      true,
    ],
    ['prefixes that part', uploads.created({ prefix: 'in/' }), uploads.created({ prefix: 'out/' }), false],
    [
      'suffixes, one within the other',
      uploads.created({ suffix: 'g' }),
      uploads.created({ suffix: '.jpg' }),
      true,
    ],
    ['suffixes that part', uploads.created({ suffix: '.png' }), uploads.created({ suffix: '.jpg' }), false],
    ['a prefix and a suffix', uploads.created({ prefix: 'in/' }), uploads.created({ suffix: '.jpg' }), true],
    ['a whole bucket and one action', uploads, uploads.deleted({ prefix: 'x' }), true],
    ['a whole bus and one type', shop, shop.event('a'), true],
    ['any() and a task', any(), task('a'), true],
    ['any() twice', any(), any(), true],
    ['any() and a websocket', any(), websocket(), false],
    ['two websockets', websocket(), websocket(), true],
    ['any() and a queue', any(), queue('a'), false],
  ])('%s', (_, one, other, expected) => {
    expect(overlap(one, other)).toBe(expected)
  })

  it.each<[(name: string) => Trigger<any, any>]>([
    [queue],
    [stream],
    [bucket],
    [bus],
    [task],
    [(name) => schedule(name, '0 3 * * *')],
  ])('overlap where `names` gives both the same native name: %#', (make) => {
    const [a, b] = [make('a'), make('b')]
    expect(overlap(a, b, { a: 'x', b: 'x' })).toBe(true)
    expect(overlap(a, b, { a: 'b' })).toBe(true)
    expect(overlap(a, b, { a: 'b', b: 'a' })).toBe(false)
  })

  it('overlap exactly where some object would be claimed by both', () => {
    const parts = fc.constantFrom('', 'a', 'ab', 'ba', 'b')
    const actions = fc.constantFrom<'created' | 'deleted'>('created', 'deleted')
    const filters = fc.tuple(actions, fc.record({ prefix: parts, suffix: parts }))
    const property = fc.property(filters, filters, ([action, filter], [otherAction, otherFilter]) => {
      const [one, other] = [uploads[action](filter), uploads[otherAction](otherFilter)]
      const keys = [filter, otherFilter].flatMap(({ prefix }) =>
        [filter, otherFilter].map(({ suffix }) => `${prefix}-${suffix}`),
      )
      const both = keys.some((key) =>
        [one, other].every((trigger) =>
          trigger.claims!(plainEvent(uploads, { key, action: action as BucketAction }), {}, false),
        ),
      )
      expect(overlap(one, other)).toBe(both)
    })
    fc.assert(property, { numRuns: 500 })
  })

  it('that overlap fail at start-up, and name each other', () => {
    const functions = [
      on(uploads.created({ prefix: 'in/' }), () => {}),
      on(queue('orders'), () => {}),
      on(bucket('archive').created({ suffix: '.jpg' }), () => {}),
    ]
    const start = (): unknown => eventHandler(functions, { names: { archive: 'uploads' } })
    expect(start).toThrow(expect.objectContaining({ code: 'SAMPAN_ROUTE_TAKEN' }) as Error)
    expect(start).toThrow(
      'No event can tell "bucket uploads created prefix in/" from "bucket archive created suffix .jpg": remove one',
    )
  })
})

describe('a claim', () => {
  const cases: [string, Trigger<any, any>, object, sole: boolean, several: boolean][] = [
    ['a queue by its name', queue('orders'), { queue: 'orders' }, true, true],
    ['another queue', queue('orders'), { queue: 'other' }, true, false],
    ['a stream by its name', stream('clicks'), { stream: 'clicks' }, true, true],
    ['another stream', stream('clicks'), { stream: 'other' }, true, false],
    ['a schedule by its name', schedule('nightly', '0 3 * * *'), { schedule: 'nightly' }, true, true],
    ['another schedule', schedule('nightly', '0 3 * * *'), { schedule: 'other' }, true, false],
    ['a schedule without a name', schedule('nightly', '0 3 * * *'), { schedule: undefined }, true, true],
    ['another task', task('resize'), { task: 'other' }, true, false],
    ['a task by its name', task('resize'), { task: 'resize' }, true, true],
    ['another bucket', uploads, { bucket: 'other' }, true, false],
    ['any action of a bucket', uploads, { action: 'other' }, true, true],
    ['another action', uploads.created(), { action: 'deleted' }, false, false],
    ['another prefix', uploads.created({ prefix: 'in/' }), { key: 'out/a.jpg' }, false, false],
    ['another suffix', uploads.created({ suffix: '.jpg' }), { key: 'a.jpg.exe' }, false, false],
    [
      'prefix and suffix',
      uploads.created({ prefix: 'in/', suffix: '.jpg' }),
      { key: 'in/a.jpg' },
      true,
      true,
    ],
    ['every type of a bus', shop, { type: 'x' }, true, true],
    ['another type', shop.event('order.paid'), { type: 'order.sent' }, false, false],
    ['a type of another bus', shop.event('order.paid'), { type: 'order.paid', bus: 'other' }, true, false],
    ['a bus without a name', shop.event('order.paid'), { type: 'order.paid', bus: undefined }, true, true],
    ['another type without a name', shop.event('order.paid'), { type: 'x', bus: undefined }, false, false],
  ]
  it.each(cases)('%s', (_, trigger, fields, sole, several) => {
    const event = plainEvent(trigger, fields)
    expect(trigger.claims!(event, {}, true)).toBe(sole)
    expect(trigger.claims!(event, {}, false)).toBe(several)
  })

  it('goes by the native name that `names` gives, and by no other', () => {
    const orders = queue('orders')
    const names = { orders: 'prod-orders-7f3' }
    expect(orders.claims!(plainEvent(orders, { queue: 'prod-orders-7f3' }), names, false)).toBe(true)
    expect(orders.claims!(plainEvent(orders, { queue: 'orders' }), names, false)).toBe(false)
  })

  it('is not misled by a resource that is called as a property of every object', () => {
    const odd = queue('constructor')
    expect(odd.claims!(plainEvent(odd, { queue: 'constructor' }), {}, false)).toBe(true)
  })
})

describe('options', () => {
  it.each<[string, () => unknown, string]>([
    ['queue', () => queue('a', { date: 1 } as never), 'queue() has no option "date"; did you mean "data"?'],
    [
      'stream',
      () => stream('a', { Data: 1 } as never),
      'stream() has no option "Data"; did you mean "data"?',
    ],
    ['task', () => task('a', { inputs: 1 } as never), 'task() has no option "inputs"; did you mean "input"?'],
    ['schedule', () => schedule('a', '* * * * *', { timeZone: 'UTC' } as never), 'did you mean "timezone"?'],
    ['websocket', () => websocket({ body: 1 } as never), 'websocket() has no option "body"'],
    [
      'bucket',
      () => uploads.created({ sufix: '.jpg' } as never),
      'a bucket trigger has no option "sufix"; did you mean "suffix"?',
    ],
    ['on', () => on(queue('a'), () => {}, { deadletter: queue('b') } as never), 'did you mean "deadLetter"?'],
  ])('of %s are closed', (_, make, message) => {
    expect(make).toThrow(expect.objectContaining({ code: 'SAMPAN_UNKNOWN_OPTION' }) as Error)
    expect(make).toThrow(message)
  })

  it('of a schedule: UTC where no time zone is said', () => {
    expect(schedule('a', '0 3 * * *')).toMatchObject({ cron: '0 3 * * *', timezone: 'UTC' })
    expect(schedule('a', '0 3 * * *', { timezone: 'Asia/Shanghai' }).timezone).toBe('Asia/Shanghai')
  })
})
