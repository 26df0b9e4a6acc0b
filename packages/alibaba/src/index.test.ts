import { http, on } from '@sampan/core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { fc } from './index.ts'
import type { FcContext } from './native.ts'
import { fc3Http } from './samples.ts'

const CONTEXT: FcContext = { requestId: '1-66aa0003-0badcafe-0123456789ab', function: { timeout: 3 } }
const EVENT = fc3Http.request({ method: 'GET', path: '/hello/you' })
const BYTES = Buffer.from(JSON.stringify(EVENT))

/** The end of a call as the runtime sees it, in both ways it can be told. */
function settle(
  handler: ReturnType<typeof fc>,
  event: unknown,
  how: 'callback' | 'promise',
): Promise<unknown[]> {
  if (how === 'promise') {
    return handler(event, CONTEXT).then(
      (result) => [null, result],
      (error: unknown) => [error],
    )
  }
  return new Promise((resolve) => {
    const calls: unknown[][] = []
    const returned = handler(event, CONTEXT, (...args) => {
      calls.push(args)
      // A second call would come in one of the next turns.
      setTimeout(() => resolve(calls.length === 1 ? args : ['called back more than once']), 5)
    })
    // A promise beside the callback would settle the call twice.
    expect(returned).toBeUndefined()
  })
}

function fail(): never {
  throw new Error('on purpose')
}

afterEach(() => vi.restoreAllMocks())

describe.each(['callback', 'promise'] as const)('a call that ends by %s', (how) => {
  it.each([
    ['a value', () => 'hello'],
    ['a promise', async () => 'hello'],
  ])('succeeds with %s', async (_what, handle) => {
    const [error, result] = await settle(fc(on(http(), handle)), BYTES, how)
    expect(error).toBeNull()
    expect(result).toMatchObject({ statusCode: 200, body: 'hello' })
  })

  it.each([
    ['throws', fail],
    ['rejects', async () => fail()],
  ])('answers with a problem when the handler %s', async (_what, handle) => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    const [error, result] = await settle(fc(on(http(), handle)), BYTES, how)
    expect(error).toBeNull()
    expect(result).toMatchObject({ statusCode: 500 })
  })

  it.each([
    ['no JSON', Buffer.from('plain text')],
    ['nothing', Buffer.alloc(0)],
    ['CBOR', Buffer.from([0xa1, 0x61, 0x61, 0x01])],
    ['a JSON text', Buffer.from('"hello"')],
    ['a JSON null', Buffer.from('null')],
    ['a timer event', Buffer.from('{"triggerTime":"2024-01-01T00:00:00Z","triggerName":"t","payload":""}')],
    ['no bytes at all', undefined],
  ])('fails on %s, which no codec knows', async (_what, event) => {
    const [error] = await settle(fc(on(http(), () => 'hello')), event, how)
    expect(error).toMatchObject({ code: 'SAMPAN_UNKNOWN_EVENT' })
    expect((error as Error).message).toContain('alibaba.fc3-http')
  })

  it('ends after what waitUntil was given', async () => {
    const order: string[] = []
    const handler = fc(
      on(http(), (_event, context) => {
        context.waitUntil(new Promise((resolve) => setTimeout(resolve, 10)).then(() => order.push('work')))
        return 'hello'
      }),
    )
    await settle(handler, BYTES, how).then(() => order.push('end'))
    expect(order).toEqual(['work', 'end'])
  })
})

it.each([
  ['a Buffer', BYTES],
  ['other bytes', new Uint8Array(BYTES)],
  ['part of a larger buffer', new Uint8Array([123, ...BYTES, 125]).subarray(1, -1)],
  ['text', BYTES.toString()],
  ['a value that is parsed already', EVENT],
])('takes the event as %s', async (_what, event) => {
  const handler = fc(on(http('GET /hello/:name'), ({ params }) => `Hello ${params.name}`))
  expect(await handler(event, CONTEXT)).toMatchObject({ body: 'Hello you' })
})

it('has the three parameters that the runtimes call it with', () => {
  expect(fc(on(http(), () => 'x'))).toHaveLength(3)
})

it('keeps calls apart that run at the same time', async () => {
  const handler = fc(
    on(http(), async (_event, context) => {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 5))
      return context.requestId
    }),
  )
  const ids = Array.from({ length: 10 }, (_, at) => `1-66aa0004-0badcafe-00000000000${at}`)
  const results = await Promise.all(ids.map((requestId) => handler(BYTES, { requestId })))
  expect(results.map((result) => (result as { body: string }).body)).toEqual(ids)
})

it('serves several functions behind one handler', async () => {
  const handler = fc(
    on(http('GET /hello/:name'), ({ params }) => params.name),
    on(http('GET /bye'), () => 'bye'),
  )
  expect(await handler(BYTES)).toMatchObject({ statusCode: 200, body: 'you' })
})

it('strips the base path that its options name, and refuses options it does not know', async () => {
  const handler = fc(
    on(http('GET /:name'), ({ params }) => params.name),
    { basePath: '/hello' },
  )
  expect(await handler(BYTES)).toMatchObject({ body: 'you' })
  expect(() =>
    fc(
      on(http(), () => 'x'),
      { basepath: '/hello' } as never,
    ),
  ).toThrow('did you mean "basePath"')
})
