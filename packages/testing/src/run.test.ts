import {
  any,
  bucket,
  bus,
  http,
  on,
  PermanentError,
  queue,
  schedule,
  task,
  use,
  websocket,
} from '@sampan/core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { payloads, triggers } from '../test/clouds.ts'
import { type CloudProvider, clouds } from './clouds.ts'
import { run } from './run.ts'

const providers = Object.keys(clouds) as CloudProvider[]
const kinds = Object.keys(triggers) as (keyof typeof triggers)[]

const fails = (): never => {
  throw new RangeError('too wide')
}

const orders = queue('orders', { data: z.object({ id: z.string() }) })

// What a handler's failure is logged as is not of these tests.
beforeEach(() => void vi.spyOn(process.stdout, 'write').mockReturnValue(true))
afterEach(() => void vi.restoreAllMocks())

describe.each(providers)('on %s', (provider) => {
  const own = payloads.filter((payload) => payload.provider === provider)
  const lacking = { aws: [], alibaba: ['websocket'], tencent: [], baidu: ['bus', 'websocket'] }[
    provider
  ] as string[]
  const known = kinds.filter((kind) => !lacking.includes(kind))

  it.each(known)('the usual payload of %s reaches the handler', async (kind) => {
    const handler = vi.fn<(event: { kind: string }) => string>((event) => event.kind)
    await run(on(triggers[kind], handler), {}, { provider })
    expect(handler.mock.results).toEqual([{ type: 'return', value: kind }])
  })

  it.each(own.map(({ name, kind }) => [name, kind] as const))('payload %s brings %s', async (name, kind) => {
    const handler = vi.fn<() => void>()
    await run(on(triggers[kind], handler), {}, { provider, payload: name as never })
    expect(handler).toHaveBeenCalledTimes(1)
  })

  it('messages are acknowledged', async () => {
    const seen: unknown[] = []
    const worker = on(orders, ({ data, queue: name, attempt }) => void seen.push([name, data.id, attempt]))
    expect(await run(worker, { data: { id: 'A-1' } }, { provider })).toEqual({
      acknowledged: ['00000000-0000-4000-8000-000000000001'],
      failed: [],
    })
    expect(seen).toEqual([['orders', 'A-1', 1]])
  })

  it('a message that fails says why', async () => {
    const worker = on(orders, () => {
      throw new RangeError('out of stock')
    })
    const result = await run(worker, { data: { id: 'A-1' } }, { provider })
    expect(result).toMatchObject({ acknowledged: [], failed: ['00000000-0000-4000-8000-000000000001'] })
    expect(result.error).toBeInstanceOf(RangeError)
    expect(result.error).toMatchObject({ message: 'out of stock' })
  })

  it('data that the schema refuses goes to the dead letter, and is acknowledged', async () => {
    const kept: unknown[] = []
    const worker = on(orders, () => {}, { deadLetter: ({ data }) => void kept.push(data) })
    expect(await run(worker, { data: { id: 7 } }, { provider })).toEqual({
      acknowledged: ['00000000-0000-4000-8000-000000000001'],
      failed: [],
    })
    expect(kept).toEqual([{ id: 7 }])
  })

  it('without one it fails for good', async () => {
    const { error } = await run(
      on(orders, () => {}),
      { data: { id: 7 } },
      { provider },
    )
    expect(error).toBeInstanceOf(PermanentError)
  })

  it('the trigger says what the event does not', async () => {
    const seen: unknown[] = []
    const keep = (event: any): void => void seen.push(event)
    const photos = bucket('photos')
    await run(on(photos.created({ prefix: 'in/', suffix: '.jpg' }), keep), {}, { provider })
    await run(on(schedule('nightly', '0 3 * * *'), keep), {}, { provider })
    expect(seen).toEqual([
      expect.objectContaining({ action: 'created', key: 'in/file.jpg' }),
      // CFC does not say which of its crontabs it was.
      expect.objectContaining(provider === 'baidu' ? { kind: 'schedule' } : { schedule: 'nightly' }),
    ])
  })

  it('an event that the trigger does not take fails', async () => {
    const fn = on(bucket('photos').created({ suffix: '.jpg' }), () => {})
    const { acknowledged, failed, error } = await run(fn, { key: 'notes.txt' }, { provider })
    expect([acknowledged, failed.length, error]).toEqual([
      [],
      1,
      expect.objectContaining({ code: 'SAMPAN_NO_FUNCTION' }),
    ])
  })

  it.each([[{ key: 'a' }], ['a text'], ['5'], [5], [[]], [null]])(
    'a task: its caller reads %j',
    async (result) => {
      expect(
        await run(
          on(task('resize'), () => result),
          { data: 1 },
          { provider },
        ),
      ).toEqual(result)
    },
  )

  it('a task without a result gives null', async () => {
    expect(
      await run(
        on(task('resize'), () => undefined),
        {},
        { provider },
      ),
    ).toBeNull()
  })

  it('a task is told what it is called', async () => {
    expect(
      await run(
        on(task('resize'), ({ task: name, data }) => [name, data]),
        { data: [1] },
        { provider },
      ),
    ).toEqual(['resize', [1]])
  })

  it('a call that fails rejects', async () => {
    await expect(run(on(task('resize'), fails), {}, { provider })).rejects.toThrow(new RangeError('too wide'))
    await expect(run(on(any(), fails), {}, { provider })).rejects.toThrow(new RangeError('too wide'))
  })

  it('any: the native event goes in, and the result comes out', async () => {
    const result = await run(
      on(any(), ({ data }) => ({ got: data })),
      { data: { mail: 'x' } },
      { provider },
    )
    expect(result).toEqual({ got: { mail: 'x' } })
  })

  it('the context is that of a call', async () => {
    const fn = use((_event, _context, next) => next({ added: true })).on(task('t'), (_event, context) => ({
      requestId: context.requestId,
      functionName: context.functionName,
      provider: context.provider,
      left: context.remainingMs(),
      added: context.added,
    }))
    const context = { requestId: 'r-9', functionName: 'shop-t', timeoutMs: 5000 }
    expect(await run(fn, {}, { provider, context })).toEqual({
      requestId: 'r-9',
      functionName: 'shop-t',
      provider,
      // CFC does not tell its functions how long they have, and JSON has no Infinity.
      left: expect.toSatisfy((ms: unknown) =>
        typeof ms === 'number' ? ms > 0 && ms <= 5000 : provider === 'baidu',
      ),
      added: true,
    })
  })

  it('refuses what it does not know', async () => {
    const fn = on(http(), () => {})
    const worker = on(orders, () => {})
    // @ts-expect-error -- misspelt
    await expect(run(fn, {}, { provider, payloads: 'httpApi' })).rejects.toThrow('did you mean "payload"?')
    // @ts-expect-error -- misspelt
    await expect(run(fn, {}, { provider, context: { timeout: 5 } })).rejects.toThrow(
      'did you mean "timeoutMs"?',
    )
    // @ts-expect-error -- misspelt
    await expect(run(fn, { metod: 'GET' }, { provider })).rejects.toThrow('did you mean "method"?')
    // @ts-expect-error -- of another kind
    await expect(run(worker, { key: 'x' }, { provider })).rejects.toMatchObject({
      code: 'SAMPAN_UNKNOWN_OPTION',
    })
    await expect(run(fn, {}, { provider, payload: 'sqs' as never })).rejects.toMatchObject({
      code: 'SAMPAN_NO_PAYLOAD',
      message: expect.stringMatching(
        `^No payload of ${provider} for http events is called "sqs"; name `,
      ) as string,
    })
  })
})

it('the id of the call is not that of a message, unless the payload leaves it to the call', async () => {
  const ids: string[][] = []
  const fn = on(bus('shop'), ({ id }, { requestId }) => void ids.push([id, requestId]))
  await run(fn, { id: 'm-1' }, { provider: 'alibaba', payload: 'mnsTopic' })
  await run(fn, { id: 'm-1' }, { provider: 'alibaba', payload: 'mnsTopicStream' })
  expect(ids).toEqual([
    ['m-1', '00000000-0000-4000-8000-0000000000aa'],
    ['m-1', 'm-1'],
  ])
})

it('what is no function is refused', async () => {
  const none = { trigger: orders } as unknown as ReturnType<typeof on<typeof orders>>
  await expect(run(none, {}, { provider: 'aws' })).rejects.toMatchObject({ code: 'SAMPAN_BAD_FUNCTION' })
})

it.each([
  ['alibaba', 'aws or tencent'],
  ['baidu', 'aws or tencent'],
] as const)('%s has no WebSockets, and %s have', async (provider, others) => {
  await expect(
    run(
      on(websocket(), () => {}),
      {},
      { provider },
    ),
  ).rejects.toMatchObject({
    code: 'SAMPAN_NO_PAYLOAD',
    message: `No payload of ${provider} brings websocket events; there are some of ${others}`,
  })
})

it('names the providers', async () => {
  await expect(
    run(
      on(http(), () => {}),
      {},
      { provider: 'node' as never },
    ),
  ).rejects.toThrow('The provider of run() is aws, alibaba, tencent or baidu, not "node"')
})
