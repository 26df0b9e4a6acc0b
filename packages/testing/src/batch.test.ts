import type { QueueEvent } from '@sampan/core'
import { expect, it } from 'vitest'
import { afterFailure, afterReply } from './batch.ts'

const event = (id: string): QueueEvent => ({
  kind: 'queue',
  id,
  source: 'orders',
  type: 'message',
  data: {},
  queue: 'orders',
  attempt: 1,
  attributes: {},
  native: undefined,
})
const [a, b] = [event('a'), event('b')]
const native = { Records: [{ messageId: 'm-a' }, { messageId: 'm-b' }] }
const watched = { fn: undefined as never, decoded: [a, b], errors: new Map([[b, new Error('b failed')]]) }

const tell = (...items: unknown[]): object => ({
  batchItemFailures: items.map((itemIdentifier) => ({ itemIdentifier })),
})

it('nothing failed where the reply names nothing', () => {
  for (const reply of [undefined, null, {}, tell()]) {
    expect(afterReply(native, reply, watched)).toEqual({ acknowledged: ['a', 'b'], failed: [] })
  }
})

it('an item is the message that has it, whatever the id of its event', () => {
  expect(afterReply(native, tell('m-b'), watched)).toEqual({
    acknowledged: ['a'],
    failed: ['b'],
    error: new Error('b failed'),
  })
  expect(afterReply(native, tell('m-a'), watched)).toEqual({ acknowledged: ['b'], failed: ['a'] })
})

it.each([['nobody'], [''], [undefined], [null], [{ partition: 'orders-0', offset: 1 }]])(
  'as Lambda does, an item that is not in the batch, %j, fails all of it',
  (item) => {
    expect(afterReply(native, tell('m-a', item), watched)).toMatchObject({
      acknowledged: [],
      failed: ['a', 'b'],
    })
  },
)

it('an item of Kafka is a place', () => {
  const records = { 'orders-1': [{ offset: 7 }], 'orders-0': [{ offset: 7 }] }
  const reply = tell({ partition: 'orders-0', offset: 7 })
  expect(afterReply({ records }, reply, watched)).toMatchObject({ acknowledged: ['a'], failed: ['b'] })
})

it('a failure is that of every message, also of those that were not read', () => {
  const error = new Error('no function')
  expect(afterFailure(error, [a, b], { ...watched, decoded: [a] })).toEqual({
    acknowledged: [],
    failed: ['a', 'b'],
    error,
  })
})
