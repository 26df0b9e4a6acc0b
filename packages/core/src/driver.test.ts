import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { call, captureLog, eventOf, handlerOf, plainContext, type PlainContext } from '../test/plain.ts'
import type { Codec } from './codec.ts'
import type { Context } from './context.ts'
import { createInvoke, type Invoke } from './driver.ts'
import { queue } from './events/queue.ts'
import { on } from './function.ts'
import type { SampanFunction } from './trigger.ts'
import { http } from './http/trigger.ts'

beforeEach(() => {
  captureLog()
})
afterEach(() => {
  vi.restoreAllMocks()
})

/** A codec that says which one it is. */
const codec = (name: string, match: (native: any) => boolean, more: Partial<Codec> = {}): Codec => ({
  name,
  kind: 'http',
  match,
  decode: () => eventOf({}),
  encode: (result) => `${name}: ${String(result)}`,
  fail: (error) => `${name} failed: ${String(error)}`,
  ...more,
})

const invoker = (codecs: Codec[], ...functions: SampanFunction[]): Invoke<PlainContext> =>
  createInvoke({ codecs, context: plainContext }, functions, {})

const done = on(http(), () => 'done')

describe('the choice of a codec', () => {
  const special = codec('special', (native) => native.special === true)
  const common = codec('common', () => true)

  it('is the first that fits', async () => {
    expect(await invoker([special, common], done)({ special: true }, {})).toBe('special: done')
  })

  it('does not depend on what came before', async () => {
    const invoke = invoker([special, common], done)
    const outputs = []
    for (const native of [{}, { special: true }, {}, { special: true }])
      outputs.push(await invoke(native, {}))
    expect(outputs).toEqual(['common: done', 'special: done', 'common: done', 'special: done'])
  })

  it('fails, with the codecs and without the event, where none fits', async () => {
    const invoke = invoker([special, codec('odd', () => false)], done)
    await expect(invoke({ password: 'hunter2' }, {})).rejects.toMatchObject({
      code: 'SAMPAN_UNKNOWN_EVENT',
      message:
        'No codec knows this event; expected one of special, odd; the first keys of what came: "password"',
    })
  })
})

describe('a call', () => {
  it('rejects and does not throw where the event cannot be read', async () => {
    const broken = codec('broken', () => true, {
      decode() {
        throw new TypeError('no method')
      },
    })
    const result = invoker([broken], done)({}, {})
    await expect(result).rejects.toThrow('no method')
  })

  it('hands the codec what the function gave, awaited, with event and context', async () => {
    const encode = vi.fn<() => string>(() => 'sent')
    const fn = on(http(), async () => ({ id: 7 }))
    const native = { requestId: 'r-1' }
    expect(await invoker([codec('x', () => true, { encode })], fn)({}, native)).toBe('sent')
    expect(encode).toHaveBeenCalledExactlyOnceWith(
      { id: 7 },
      expect.objectContaining({ kind: 'http' }),
      expect.objectContaining({ native }),
    )
  })

  it('hands options to decode', async () => {
    const decode = vi.fn<Codec['decode']>(() => eventOf({}))
    const options = { basePath: '/shop' }
    await createInvoke(
      { codecs: [codec('x', () => true, { decode })], context: plainContext },
      [done],
      options,
    )(7, {})
    expect(decode).toHaveBeenCalledExactlyOnceWith(7, options)
  })

  it.each<[string, () => unknown]>([
    ['throws', () => raise(new Error('down'))],
    ['rejects', () => Promise.reject(new Error('down'))],
  ])('gives the codec what a handler %s', async (_, handler) => {
    expect(await invoker([codec('x', () => true)], on(http(), handler))({}, {})).toBe('x failed: Error: down')
  })

  it.each(['text', null, undefined, 0])('gives the codec a thrown %j, which is no error', async (thrown) => {
    const fail = vi.fn<() => string>(() => 'failed')
    const fn = on(http(), () => Promise.reject(thrown as unknown as Error))
    expect(await invoker([codec('x', () => true, { fail })], fn)({}, {})).toBe('failed')
    expect(fail).toHaveBeenCalledExactlyOnceWith(thrown, expect.anything(), expect.anything())
  })

  it.each<[string, () => unknown]>([
    ['throws', () => raise(new Error('too large'))],
    ['rejects', () => Promise.reject(new Error('too large'))],
  ])('fails where encoding %s', async (_, encode) => {
    expect(await invoker([codec('x', () => true, { encode })], done)({}, {})).toBe(
      'x failed: Error: too large',
    )
  })

  it.each<[string, () => unknown]>([
    ['throws', () => raise(new Error('retry me'))],
    ['rejects', () => Promise.reject(new Error('retry me'))],
  ])('rejects where failing %s, which is the form of some clouds', async (_, fail) => {
    const fn = on(http(), () => raise(new Error('down')))
    await expect(invoker([codec('x', () => true, { fail })], fn)({}, {})).rejects.toThrow('retry me')
  })

  it('takes a thenable for a promise', async () => {
    // oxlint-disable-next-line unicorn/no-thenable
    const fn = on(http(), () => ({ then: (resolve: (value: string) => void) => resolve('late') }))
    expect(await invoker([codec('x', () => true)], fn)({}, {})).toBe('x: late')
  })
})

describe('the end of a call', () => {
  const order: string[] = []
  const fn = on(http(), (_event, context) => {
    context.waitUntil(new Promise(setImmediate).then(() => order.push('work')))
    return 'done'
  })

  beforeEach(() => {
    order.length = 0
  })

  it('comes after the work that waitUntil was given', async () => {
    await invoker([codec('x', () => true)], fn)({}, {}).then(() => order.push('end'))
    expect(order).toEqual(['work', 'end'])
  })

  it('does not hold up the delivery', async () => {
    const deliver = vi.fn<(output: string) => string>((output) => {
      order.push(output)
      return 'handed over'
    })
    expect(await invoker([codec('x', () => true)], fn)({}, {}, deliver)).toBe('handed over')
    expect(order).toEqual(['x: done', 'work'])
  })

  it('comes after the work of a call that failed, too', async () => {
    const failing = on(http(), (_event, context: Context) => {
      context.waitUntil(new Promise(setImmediate).then(() => order.push('work')))
      throw new Error('down')
    })
    await invoker([codec('x', () => true)], failing)({}, {}).then((output) => order.push(String(output)))
    expect(order).toEqual(['work', 'x failed: Error: down'])
  })

  it('rejects where the delivery fails, and has no second answer', async () => {
    const fail = vi.fn<() => void>()
    const invoke = invoker([codec('x', () => true, { fail })], fn)
    await expect(invoke({}, {}, () => Promise.reject(new Error('client gone')))).rejects.toThrow(
      'client gone',
    )
    expect(fail).not.toHaveBeenCalled()
    expect(order).toEqual(['work'])
  })

  it('leaves no timer of the signal behind', async () => {
    vi.useFakeTimers()
    const asks = on(http(), (_event, { signal }) => signal.aborted)
    await invoker([codec('x', () => true)], asks)({}, { timeout: 1000 })
    expect(vi.getTimerCount()).toBe(0)
    vi.useRealTimers()
  })
})

describe('rarer payloads', () => {
  const fn = on(http(), () => 'ran')
  const load = vi.fn<() => Promise<Codec[]>>(async () => [codec('rare', (native) => native.rare === true)])
  const invoke = createInvoke(
    { codecs: [codec('common', (native) => native.common === true)], more: load, context: plainContext },
    [fn],
    {},
  )

  it('are not loaded while the others know every event', async () => {
    expect(await invoke({ common: true }, {})).toBe('common: ran')
    expect(load).not.toHaveBeenCalled()
  })

  it('are loaded with the first event that none of the others knows, and once', async () => {
    const both = await Promise.all([invoke({ rare: true }, {}), invoke({ rare: true }, {})])
    expect([...both, await invoke({ rare: true }, {}), await invoke({ common: true }, {})]).toEqual([
      'rare: ran',
      'rare: ran',
      'rare: ran',
      'common: ran',
    ])
    await expect(invoke({}, {})).rejects.toThrow('expected one of common, rare')
  })
})

describe('several functions of one handler', () => {
  const functions = [
    on(http(), () => 'any'),
    on(http('GET /users/:id'), ({ params }) => `user ${params.id}`),
    on(http('GET /users/me'), () => 'me'),
    on(http('PUT /users/:id'), () => 'put'),
    on(http('/users/:id'), ({ method }) => `users by ${method}`),
    on(http('GET /users/:id/**'), () => 'below'),
    on(http('GET /users/:id?'), () => 'users'),
  ]
  const cases: [string, string, string][] = [
    ['GET', '/users/me', 'me'],
    ['GET', '/users/7', 'user 7'],
    ['PUT', '/users/7', 'put'],
    ['PUT', '/users/me', 'put'],
    ['PATCH', '/users/7', 'users by PATCH'],
    ['GET', '/users', 'users'],
    ['GET', '/users/7/items', 'below'],
    ['GET', '/', 'any'],
    ['POST', '/users', 'any'],
  ]

  it.each(cases)(
    '%s %s is answered by the most specific, whatever the order: %s',
    async (method, path, body) => {
      expect((await call(functions, { method, path })).body).toBe(body)
      expect((await call(functions.toReversed(), { method, path })).body).toBe(body)
    },
  )

  it.each([
    ['GET /a/:x', 'GET /a/:y'],
    ['GET /a/*', 'GET /a/:y'],
    ['GET /a/**', 'GET /a/**:rest'],
    ['/a', '/a'],
    ['GET /ü', 'GET /%C3%BC'],
  ])('fail at start-up where no request can tell %s from %s', (one, other) => {
    const start = (): unknown =>
      handlerOf(
        ...functions,
        on(http(one), () => 1),
        on(http(other), () => 2),
      )
    expect(start).toThrow(expect.objectContaining({ code: 'SAMPAN_ROUTE_TAKEN' }) as Error)
    expect(start).toThrow(`No event can tell "${one}" from "${other}": remove one of them`)
  })

  it('fail at start-up where two of them take everything', () => {
    expect(() =>
      handlerOf(
        on(http(), () => 1),
        on(http(), () => 2),
      ),
    ).toThrow('No event can tell "http()" from "http()"')
  })

  it('answer 405 with every method of the path', async () => {
    const two = [
      on(http('POST /items'), () => 1),
      on(http('GET /items'), () => 2),
      on(http('GET /other'), () => 3),
    ]
    for (const handlers of [two, two.toReversed()]) {
      const { status, headers } = await call(handlers, { method: 'DELETE', path: '/items' })
      expect(status).toBe(405)
      expect(String(headers['allow']).split(', ').sort()).toEqual(['GET', 'HEAD', 'POST'])
    }
  })

  it('answer 404 where no path fits, and 405 rather than 404', async () => {
    const two = [on(http('GET /a'), () => 1), on(http('POST /b'), () => 2)]
    expect((await call(two, { path: '/c' })).status).toBe(404)
    expect((await call(two, { path: '/b' })).status).toBe(405)
    expect((await call(two, { path: '/a', method: 'POST' })).status).toBe(405)
  })

  it('refuse a bad method before anything else', async () => {
    expect((await call([on(http('GET /a'), () => 1), on(http(), () => 2)], { method: 'TRACE' })).status).toBe(
      405,
    )
    expect((await call([on(http('GET /a'), () => 1), on(http(), () => 2)], { method: '' })).status).toBe(400)
  })

  it('are refused at start-up where the adapter knows no events of their kind', () => {
    expect(() =>
      handlerOf(
        done,
        on(queue('orders'), () => {}),
      ),
    ).toThrow('Only http() functions run here; "queue orders" is none')
  })
})

function raise(error: Error): never {
  throw error
}
