import { http, on, SampanError } from '@sampan/core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { httpEvent, nativeContext } from '../test/support.ts'
import { cfc, type CfcCallback, type CfcHandler, type CfcOptions } from './index.ts'

const hello = on(http('GET /hello/:name'), ({ params }) => `Hello ${params.name}`)
const ada = httpEvent({ path: '/hello/Ada' })

beforeEach(() => void vi.spyOn(process.stdout, 'write').mockReturnValue(true))
afterEach(() => vi.restoreAllMocks())

/** Calls as the runtime does, and watches the callback until a while after it was called. */
async function watch(
  handler: CfcHandler,
  event: unknown,
): Promise<{ returned: unknown; calls: unknown[][] }> {
  const calls: unknown[][] = []
  let returned: unknown
  await new Promise<void>((resolve) => {
    returned = handler(event, nativeContext(), (...args) => {
      calls.push(args)
      resolve()
    })
  })
  await new Promise((resolve) => setTimeout(resolve, 10))
  return { returned, calls }
}

describe('the callback', () => {
  it('is called once, with the result, and nothing is returned', async () => {
    const { returned, calls } = await watch(cfc(hello), ada)
    expect(returned).toBeUndefined()
    expect(calls).toEqual([[null, expect.objectContaining({ statusCode: 200, body: 'Hello Ada' })]])
  })

  it('is the third of three parameters of a function that is not async', () => {
    const handler = cfc(hello)
    expect(handler).toHaveLength(3)
    expect(handler.constructor.name).toBe('Function')
  })

  it('is not called before the handler has returned to the runtime', () => {
    const callback = vi.fn<CfcCallback>()
    cfc(hello)(ada, nativeContext(), callback)
    expect(callback).not.toHaveBeenCalled()
  })

  it('gets a reply, not an error, for what a handler throws', async () => {
    const failing = cfc(
      on(http(), () => {
        throw new Error('secret')
      }),
    )
    const { returned, calls } = await watch(failing, ada)
    expect(returned).toBeUndefined()
    expect(calls).toHaveLength(1)
    const [error, result] = calls[0] as [unknown, { statusCode: number; body: string }]
    expect(error).toBeNull()
    expect(result.statusCode).toBe(500)
    expect(result.body).toContain('f6000000-0000-4000-8000-0000000000b1')
    expect(result.body).not.toContain('secret')
  })

  it('gets an Error, once, for an event that no codec knows', async () => {
    const { returned, calls } = await watch(cfc(hello), { key1: 'value1' })
    expect(returned).toBeUndefined()
    expect(calls).toHaveLength(1)
    expect(calls[0]).toHaveLength(1)
    expect(calls[0]![0]).toBeInstanceOf(SampanError)
  })

  it('comes after the work that waitUntil was given, since the instance is frozen then', async () => {
    const order: string[] = []
    const handler = cfc(
      on(http(), (_, context) => {
        context.waitUntil(
          new Promise<void>((resolve) => setTimeout(resolve, 20)).then(() => void order.push('work')),
        )
        context.waitUntil(Promise.reject(new Error('logged, not thrown')))
        return 'ok'
      }),
    )
    await new Promise<void>((resolve) => {
      handler(ada, nativeContext(), () => {
        order.push('callback')
        resolve()
      })
    })
    expect(order).toEqual(['work', 'callback'])
  })
})

describe('without a callback', () => {
  it.each([
    ['nothing', undefined],
    ['no function', 'callback'],
  ])('as %s is none, the promise is given', async (_, third) => {
    const handler = cfc(hello) as (...args: unknown[]) => Promise<unknown>
    expect(await handler(ada, nativeContext(), third)).toMatchObject({ body: 'Hello Ada' })
    await expect(handler({}, nativeContext(), third)).rejects.toBeInstanceOf(SampanError)
  })
})

describe('cfc()', () => {
  it('takes options, and knows them', async () => {
    const event = httpEvent({ path: '/shop/hello/Ada' })
    expect(await cfc(hello, { basePath: '/shop' })(event)).toMatchObject({ body: 'Hello Ada' })
    expect(() => cfc(hello, { basepath: '/shop' } as CfcOptions)).toThrow('cfc() has no option "basepath"')
    expect(() => cfc()).toThrow('cfc() takes functions')
  })

  it('needs no context', async () => {
    expect(await cfc(hello)(ada)).toMatchObject({ statusCode: 200 })
    const handler = cfc(hello) as (...args: unknown[]) => Promise<unknown>
    expect(await handler(ada, null)).toMatchObject({ statusCode: 200 })
  })
})
