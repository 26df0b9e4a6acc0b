import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { captureLog } from '../../test/plain.ts'
import {
  eventHandler,
  messageCodec,
  partial,
  plainEvents,
  plainSocket,
  queueOf,
  sleep,
} from '../../test/plain-events.ts'
import { createInvoke } from '../driver.ts'
import { on } from '../function.ts'
import type { SampanFunction } from '../trigger.ts'
import { http } from '../http/trigger.ts'
import type { Trigger } from '../trigger.ts'
import { any } from './any.ts'
import { bus } from './bus.ts'
import type { EventCodec } from './codec.ts'
import { queue } from './queue.ts'
import { task } from './task.ts'

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

describe('an event of a kind that no function takes', () => {
  it.each<[Trigger<any, any>, unknown, string]>([
    [queue('orders'), one('bus'), 'plain.bus, which is of kind bus'],
    [task('resize'), queueOf('a'), 'plain.queue, which is of kind queue'],
    [any(), queueOf('a'), 'plain.queue, which is of kind queue'],
    [any(), { kind: 'websocket' }, 'plain.websocket, which is of kind websocket'],
    [task('resize'), { method: 'GET', path: '/' }, 'plain.http, which is of kind http'],
  ])('is refused, and never a call: %#', async (trigger, native, came) => {
    await expect(eventHandler(telling(trigger))(native, {})).rejects.toMatchObject({
      ...noFunction,
      message: expect.stringContaining(
        `what came: ${came}; expected: ${trigger.label}; the first keys`,
      ) as string,
    })
    expect(seen).toEqual([])
  })

  it('is refused beside HTTP, too', async () => {
    const invoke = eventHandler([telling(http()), telling(queue('orders'))])
    await expect(invoke(one('stream'), {})).rejects.toMatchObject(noFunction)
  })

  it('is told by rarer HTTP payloads, too', async () => {
    const rare = {
      ...plainSocket,
      name: 'plain.rare',
      kind: 'http' as const,
      match: (native: any) => native?.kind === 'rare',
    }
    const invoke = createInvoke(
      {
        codecs: [],
        more: async () => [rare as never],
        events: async () => plainEvents,
        context: { requestId: () => 'r' } as never,
      },
      [telling(any())],
      {},
    )
    await expect(invoke({ kind: 'rare' }, {})).rejects.toThrow('plain.rare, which is of kind http')
  })
})

describe('an event that no codec knows', () => {
  it("fails with the codecs of the functions' kinds, and with its first keys", async () => {
    const functions = [telling(queue('orders')), telling(bus('shop'))]
    const native = { kind: 'odd', password: 'hunter2' }
    await expect(eventHandler(functions)(native, {})).rejects.toMatchObject({
      code: 'SAMPAN_UNKNOWN_EVENT',
      message:
        'No codec knows this event; expected one of plain.queue, plain.bus; the first keys of what came: "kind", "password"',
    })
  })

  it('names those of HTTP where a function takes it', async () => {
    const functions = [telling(http()), telling(queue('orders'))]
    await expect(eventHandler(functions)({ kind: 'odd' }, {})).rejects.toThrow(
      'expected one of plain.http, plain.queue;',
    )
  })

  it.each([
    [null],
    [undefined],
    [7],
    ['text'],
    [[]],
    [[null]],
    [{ kind: null }],
    [new Uint8Array(3)],
    [true],
  ])('may be anything: %j', async (native) => {
    await expect(eventHandler(telling(queue('orders')))(native, {})).rejects.toMatchObject({
      code: 'SAMPAN_UNKNOWN_EVENT',
    })
  })

  it.each<[string, () => Promise<never>]>([
    ['rejects', () => Promise.reject(new Error('chunk is gone'))],
    [
      'throws',
      () => {
        throw new Error('chunk is gone')
      },
    ],
  ])('fails the call, not the process, where loading the codecs %s', async (_, events) => {
    const invoke = createInvoke({ codecs: [], events, context: {} as never }, [telling(queue('orders'))], {})
    await sleep(20)
    await expect(invoke({}, {})).rejects.toThrow('chunk is gone')
    await expect(invoke({}, {})).rejects.toThrow('chunk is gone')
  })
})

describe('a codec without a mark of its own', () => {
  const greedy = { ...messageCodec('bus'), name: 'plain.greedy', match: () => true, last: true as const }

  it('is asked only after all others said no, wherever it stands', async () => {
    const names: string[] = []
    const watched = [greedy, ...plainEvents].map((codec) => ({
      ...codec,
      match: (native: unknown) => {
        names.push(codec.name)
        return codec.match(native)
      },
    })) as EventCodec[]
    const invoke = eventHandler(telling(bus('shop')), { codecs: watched })
    await invoke(one('odd'), {})
    expect(seen).toEqual(['bus shop'])
    expect(names.at(-1)).toBe('plain.greedy')
    expect(new Set(names)).toEqual(
      new Set([
        'plain.bus',
        'plain.queue',
        'plain.stream',
        'plain.bucket',
        'plain.schedule',
        'plain.websocket',
        'plain.greedy',
      ]),
    )
  })

  it("never takes what another kind's codec knows", async () => {
    const invoke = eventHandler(telling(bus('shop')), { codecs: [greedy, ...plainEvents] })
    await expect(invoke(queueOf('a'), {})).rejects.toMatchObject(noFunction)
  })

  it('is not asked where no function takes its kind', async () => {
    const match = vi.fn<() => boolean>(() => true)
    const invoke = eventHandler(telling(queue('orders')), {
      codecs: [{ ...greedy, match }, messageCodec('queue', partial)],
    })
    await invoke(queueOf('a'), {})
    await expect(invoke({ kind: 'odd' }, {})).rejects.toMatchObject({ code: 'SAMPAN_UNKNOWN_EVENT' })
    expect(match).not.toHaveBeenCalled()
  })
})

describe('a payload that two codecs read', () => {
  const wrapped = messageCodec('bus', { name: 'plain.wrapped', match: (native) => native?.kind === 'queue' })
  const codecs = [wrapped, messageCodec('queue')]
  const batch = queueOf({ id: 'a', queue: 'orders', bus: 'shop' })
  const took = async (...triggers: Trigger<any, any>[]): Promise<readonly string[]> => {
    await eventHandler(triggers.map(telling), { codecs })(batch, {})
    return seen.splice(0)
  }

  it('is what is wrapped where somebody takes that, else what wraps it', async () => {
    expect(await took(bus('shop'), queue('orders'))).toEqual(['bus shop'])
    expect(await took(bus('other'), queue('orders'))).toEqual(['queue orders'])
  })

  it('is refused as what is wrapped where nobody takes either', async () => {
    await expect(took(bus('other'), queue('others'))).rejects.toThrow('event message of bus shop')
  })
})
