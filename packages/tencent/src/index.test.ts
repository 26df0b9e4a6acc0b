import { http, HttpError, on, reply, SampanError } from '@sampan/core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { apiGatewayEvent, functionUrlEvent, nativeContext } from '../test/support.ts'
import { scf, type ScfOptions } from './index.ts'

const hello = on(http('GET /hello/:name'), ({ params }) => `Hello ${params.name}`)

beforeEach(() => void vi.spyOn(process.stdout, 'write').mockReturnValue(true))
afterEach(() => vi.restoreAllMocks())

describe('scf()', () => {
  it('runs the function that the event is for, and gives an object', async () => {
    const other = on(http('POST /orders'), async (event) => reply(201, await event.json()))
    const handler = scf(hello, other)
    expect(await handler(apiGatewayEvent({ path: '/hello/Ada' }), nativeContext())).toMatchObject({
      statusCode: 200,
      body: 'Hello Ada',
    })
    expect(await handler(functionUrlEvent(), nativeContext())).toMatchObject({
      statusCode: 201,
      body: '{"size":"L"}',
    })
    expect(await handler(apiGatewayEvent({ path: '/nobody' }), nativeContext())).toMatchObject({
      statusCode: 404,
      headers: { 'content-type': 'application/problem+json' },
    })
  })

  it('takes an event as text or bytes', async () => {
    const text = JSON.stringify(apiGatewayEvent({ path: '/hello/Ada' }))
    for (const event of [text, Buffer.from(text), new TextEncoder().encode(text)]) {
      expect(await scf(hello)(event, nativeContext())).toMatchObject({ body: 'Hello Ada' })
    }
  })

  it('takes options, and knows them', async () => {
    const event = apiGatewayEvent({ path: '/shop/hello/Ada' })
    expect(await scf(hello, { basePath: '/shop' })(event)).toMatchObject({ body: 'Hello Ada' })
    expect(() => scf(hello, { basepath: '/shop' } as ScfOptions)).toThrow('scf() has no option "basepath"')
    expect(() => scf()).toThrow('scf() takes functions')
  })

  it('answers what a handler throws, and shows nothing of it', async () => {
    const handler = scf(
      on(http(), () => {
        throw new Error('secret')
      }),
    )
    const { statusCode, body } = (await handler(apiGatewayEvent(), nativeContext())) as {
      statusCode: number
      body: string
    }
    expect(statusCode).toBe(500)
    expect(JSON.parse(body)).toMatchObject({ requestId: '0b1c2d3e-0000-4000-8000-0000000000a1' })
    expect(body).not.toContain('secret')
    const gone = scf(
      on(http(), () => {
        throw new HttpError(410, 'sold out')
      }),
    )
    expect(await gone(apiGatewayEvent(), nativeContext())).toMatchObject({ statusCode: 410 })
  })

  it('rejects with an Error where no codec knows the event', async () => {
    await expect(scf(hello)({ Type: 'Timer' }, nativeContext())).rejects.toBeInstanceOf(SampanError)
  })
})

describe('callbackWaitsForEmptyEventLoop', () => {
  it('is false before the handler runs, and before an event is refused', async () => {
    const context = nativeContext()
    const seen: unknown[] = []
    const handler = scf(on(http(), () => void seen.push(context.callbackWaitsForEmptyEventLoop)))
    await handler(apiGatewayEvent(), context)
    expect(seen).toEqual([false])

    const refused = nativeContext()
    const pending = handler({ Type: 'Timer' }, refused)
    expect(refused.callbackWaitsForEmptyEventLoop).toBe(false)
    await expect(pending).rejects.toThrow('No codec knows this event')
  })

  it('goes through the setter that the runtime has for it', async () => {
    const set = vi.fn<(wait: boolean) => void>()
    const context = Object.defineProperty(nativeContext(), 'callbackWaitsForEmptyEventLoop', { set })
    await scf(hello)(apiGatewayEvent(), context)
    expect(set).toHaveBeenCalledExactlyOnceWith(false)
  })

  it.each([
    ['none', undefined],
    ['null', null],
    ['a text', 'context'],
    ['a frozen one', Object.freeze(nativeContext())],
  ])('does not fail for a context that is %s', async (_, context) => {
    const handler = scf(hello) as (event: unknown, context: unknown) => Promise<unknown>
    expect(await handler(apiGatewayEvent({ path: '/hello/Ada' }), context)).toMatchObject({
      body: 'Hello Ada',
    })
  })
})

describe('waitUntil', () => {
  it('is waited for before the result is given', async () => {
    const order: string[] = []
    const handler = scf(
      on(http(), (_, context) => {
        context.waitUntil(
          new Promise<void>((resolve) => setTimeout(resolve, 20)).then(() => void order.push('work')),
        )
        return 'ok'
      }),
    )
    await handler(apiGatewayEvent(), nativeContext())
    order.push('result')
    expect(order).toEqual(['work', 'result'])
  })
})
