import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { captureLog } from '../../test/plain.ts'
import { eventHandler, queueOf } from '../../test/plain-events.ts'
import { on } from '../function.ts'
import type { SampanFunction } from '../trigger.ts'
import { http } from '../http/trigger.ts'
import type { Trigger } from '../trigger.ts'
import { bucket } from './bucket.ts'
import { bus } from './bus.ts'
import { queue } from './queue.ts'
import { schedule } from './schedule.ts'
import { stream } from './stream.ts'
import { task } from './task.ts'
import { websocket } from './websocket.ts'

const noFunction = { code: 'SAMPAN_NO_FUNCTION' }

beforeEach(() => {
  captureLog()
})
afterEach(() => {
  vi.restoreAllMocks()
})

const seen: string[] = []
beforeEach(() => {
  seen.length = 0
})

/** A function that says by its label that it ran. */
const telling = (trigger: Trigger<any, any>): SampanFunction<any> =>
  on(trigger, (() => void seen.push(trigger.label)) as never)

const one = (kind: string, fields: object = {}): object => ({ kind, messages: [{ id: 'm-1', ...fields }] })

describe('several functions of one handler', () => {
  const functions = [
    http(),
    queue('orders'),
    queue('returns'),
    stream('clicks'),
    bucket('uploads').created({ suffix: '.jpg' }),
    bucket('uploads').deleted(),
    schedule('nightly', '0 3 * * *'),
    bus('shop').event('order.paid'),
    bus('shop').event('order.sent'),
    websocket(),
    task('resize'),
  ].map(telling)
  const invoke = eventHandler(functions, { names: { returns: 'prod-returns' } })

  it.each<[unknown, string]>([
    [{ method: 'GET', path: '/' }, 'http()'],
    [queueOf('a'), 'queue orders'],
    [one('queue', { queue: 'prod-returns' }), 'queue returns'],
    [one('stream'), 'stream clicks'],
    [one('bucket'), 'bucket uploads created suffix .jpg'],
    [one('bucket', { action: 'deleted', key: 'a.png' }), 'bucket uploads deleted'],
    [one('schedule'), 'schedule nightly'],
    [one('bus', { type: 'order.paid' }), 'bus shop event order.paid'],
    [one('bus', { type: 'order.sent', bus: undefined }), 'bus shop event order.sent'],
    [{ kind: 'websocket', action: 'connect' }, 'websocket()'],
  ])('%j comes to its own', async (native, label) => {
    await invoke(native, {})
    expect(seen).toEqual([label])
  })

  it('a call by name is told from the others by the context alone', async () => {
    const two = eventHandler([task('resize'), task('rotate')].map(telling))
    await two({ width: 200 }, { functionName: 'rotate' })
    expect(seen).toEqual(['task rotate'])
  })

  it.each<[unknown, string]>([
    [one('queue', { queue: 'other' }), 'a message of queue other'],
    [one('queue', { queue: 'returns' }), 'a message of queue returns'],
    [one('stream', { stream: 'other' }), 'a record of stream other'],
    [one('bucket', { key: 'a.png' }), 'message (created) in bucket uploads'],
    [one('schedule', { schedule: 'hourly' }), 'schedule hourly'],
    [one('bus', { type: 'order.lost' }), 'event order.lost of bus shop'],
  ])('%j comes to nobody, and the error names who is there', async (native, came) => {
    await expect(invoke(native, {})).rejects.toMatchObject({
      ...noFunction,
      message: expect.stringContaining(
        `what came: ${came}; expected: http(), queue orders, queue returns`,
      ) as string,
    })
    expect(seen).toEqual([])
  })

  it("an event that several could take is nobody's", async () => {
    const two = eventHandler([bus('a').event('x'), bus('b').event('x')].map(telling))
    await expect(two(one('bus', { type: 'x', bus: undefined }), {})).rejects.toMatchObject({
      ...noFunction,
      message:
        'Several functions take what came: event x of bus unknown; none can be preferred: bus a event x, bus b event x',
    })
    expect(seen).toEqual([])
  })

  it("a message that is nobody's fails alone where the cloud can be told, else the whole before any", async () => {
    const queued = { kind: 'queue', messages: [{ id: 'a' }, { id: 'b', queue: 'other' }] }
    expect(await invoke(queued, {})).toEqual({ failed: ['b'] })
    expect(seen.splice(0)).toHaveLength(1)
    const told = { kind: 'stream', messages: [{ id: 'a' }, { id: 'b', stream: 'other' }] }
    await expect(invoke(told, {})).rejects.toMatchObject(noFunction)
    expect(seen).toEqual([])
  })
})

describe('a sole function', () => {
  it.each<[Trigger<any, any>, unknown]>([
    [queue('orders'), one('queue', { queue: 'other' })],
    [stream('clicks'), one('stream', { stream: 'other' })],
    [bucket('uploads'), one('bucket', { bucket: 'other', action: 'restored' })],
    [bucket('uploads').created({ suffix: '.jpg' }), one('bucket', { bucket: 'other' })],
    [schedule('nightly', '0 3 * * *'), one('schedule', { schedule: 'other' })],
    [bus('shop'), one('bus', { bus: 'other' })],
    [task('resize'), { width: 200 }],
  ])('takes every name of its resource: %#', async (trigger, native) => {
    await eventHandler(telling(trigger))(native, { functionName: 'other' })
    expect(seen).toEqual([trigger.label])
  })

  it.each<[Trigger<any, any>, unknown]>([
    [bucket('uploads').created(), one('bucket', { action: 'deleted' })],
    [bucket('uploads').created({ suffix: '.jpg' }), one('bucket', { key: 'a.png' })],
    [bucket('uploads').created({ prefix: 'in/' }), one('bucket', { key: 'out/a' })],
    [bus('shop').event('order.paid'), one('bus', { type: 'order.sent' })],
  ])('takes no other action, key or type: %#', async (trigger, native) => {
    await expect(eventHandler(telling(trigger))(native, {})).rejects.toMatchObject(noFunction)
    expect(seen).toEqual([])
  })
})
