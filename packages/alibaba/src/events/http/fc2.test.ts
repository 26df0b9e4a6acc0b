import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { http, type HttpEvent, on, reply } from '@sampan/core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { fc } from '../../index.ts'
import type { Fc2Request, FcContext } from '../../native.ts'

const CONTEXT: FcContext = { requestId: 'c0ffee00-0000-4000-8000-000000000001', function: { timeout: 3 } }
const PREFIX = '/2016-08-15/proxy/shop.LATEST/users'

/** Records what the handler does to the response. */
function recorder() {
  const calls: unknown[][] = []
  const record =
    (name: string) =>
    (...args: unknown[]): void =>
      void calls.push([name, ...args])
  const resp = {
    setStatusCode: record('setStatusCode'),
    setHeader: record('setHeader'),
    send: record('send'),
  }
  return { calls, resp, sent: () => calls.filter(([name]) => name === 'send').map(([, body]) => body) }
}

async function read<T>(req: Fc2Request, reader: (event: HttpEvent) => T): Promise<Awaited<T>> {
  let found: T
  const handler = fc(
    on(http(), async (event) => {
      found = await reader(event)
    }),
  )
  await handler(req, recorder().resp, CONTEXT)
  return found! as Awaited<T>
}

afterEach(() => vi.restoreAllMocks())

describe('the request', () => {
  it.each([
    ['raw, on the default domain', '/a%2Fb/%C3%BC', `${PREFIX}/a%2Fb/%C3%BC?x=1`, '/a%2Fb/%C3%BC'],
    ['decoded, on the default domain', '/a/b/ü', `${PREFIX}/a%2Fb/%C3%BC`, '/a%2Fb/%C3%BC'],
    ['decoded, on a domain of its own', '/100%', '/100%25?x', '/100%25'],
    ['raw, with what looks like an escape once it is decoded', '/a%252Fb', '/a%252Fb', '/a%252Fb'],
    ['of another place than the URL', '/inner', '/outer/inner', '/inner'],
    ['not there', undefined, `${PREFIX}/users/7?x=1`, '/users/7'],
    ['not there, with a URL of the bare function', undefined, PREFIX, '/'],
    ['alone, without a URL', '/a b', undefined, '/a%20b'],
  ])('has the path that was sent when the runtime gives it %s', async (_how, path, url, expected) => {
    const req = { method: 'GET', ...(path && { path }), ...(url && { url }) }
    expect(await read(req, (event) => event.path)).toBe(expected)
  })

  it('has the query of the URL, and of the map only where there is no URL', async () => {
    const queries = { b: ['1', '3'], a: '2' }
    const url = `${PREFIX}/?b=1&a=2&b=3&plus=+`
    expect(await read({ method: 'GET', url, queries }, (event) => event.search)).toBe('b=1&a=2&b=3&plus=+')
    expect(await read({ method: 'GET', path: '/', queries }, (event) => event.search)).toBe('b=1&b=3&a=2')
    expect(await read({ method: 'GET', path: '/', queries }, ({ query }) => query['b'])).toEqual(['1', '3'])
  })

  it('has the headers, the address and the host', async () => {
    const headers = { host: 'shop.test', accept: '*/*', 'x-list': 'a, b' }
    const found = await read({ method: 'GET', path: '/', headers, clientIP: '198.51.100.9' }, (event) => [
      event.url,
      event.client.ip,
      event.headers.get('X-List'),
    ])
    expect(found).toEqual(['https://shop.test/', '198.51.100.9', 'a, b'])
  })

  it.each(['POST', 'PATCH', 'DELETE'])('reads the body of a %s from the member', async (method) => {
    const body = Buffer.from([0, 0xff])
    expect(await read({ method, path: '/', body }, (event) => event.bytes())).toEqual(body)
  })

  it('reads the body that a local runner left as text, and none where the member is null', async () => {
    expect(await read({ method: 'POST', path: '/', body: 'größe=L' }, (event) => event.text())).toBe(
      'größe=L',
    )
    expect(await read({ method: 'POST', path: '/', body: null }, (event) => event.text())).toBe('')
  })

  it.each(['POST', 'PATCH', 'GET'])(
    'reads the body of a %s from the stream of older runtimes',
    async (method) => {
      const json = { text: 'ü'.repeat(100) }
      const req = Object.assign(new StreamedRequest(Buffer.from(JSON.stringify(json))), { method, path: '/' })
      expect(
        await read(req as Fc2Request, async (event) => [await event.json(), await event.json()]),
      ).toEqual([json, json])
    },
  )
})

/** As the runtime makes one: an IncomingMessage that no connection feeds. */
class StreamedRequest extends IncomingMessage {
  readonly #bytes: Buffer

  constructor(bytes: Buffer) {
    super(new Socket())
    this.#bytes = bytes
  }

  override _read(): void {
    this.push(this.#bytes.subarray(0, 50))
    this.push(this.#bytes.subarray(50))
    this.push(null)
  }
}

describe('the response', () => {
  const req: Fc2Request = { method: 'GET', path: '/' }

  it('is written by status, headers and one send, and the call resolves with nothing', async () => {
    const { calls, resp } = recorder()
    const cookies = ['a=1; Path=/', 'b=2; HttpOnly']
    const handler = fc(on(http(), () => reply(201, { id: 7 }, { age: 5, 'set-cookie': cookies })))
    expect(await handler(req, resp, CONTEXT)).toBeUndefined()
    expect(calls).toEqual([
      ['setStatusCode', 201],
      ['setHeader', 'age', '5'],
      ['setHeader', 'set-cookie', cookies],
      ['setHeader', 'content-type', 'application/json'],
      ['send', '{"id":7}'],
    ])
  })

  it('is bytes as a Buffer, whatever view they come in, and empty text for no body', async () => {
    const views = [new Uint8Array([1, 2, 3, 4]).subarray(1, 3), Buffer.from([2, 3])]
    for (const view of views) {
      const { resp, sent } = recorder()
      await fc(on(http(), () => view))(req, resp, CONTEXT)
      expect(sent()).toEqual([Buffer.from([2, 3])])
      expect(Buffer.isBuffer(sent()[0])).toBe(true)
    }
    const { calls, resp } = recorder()
    await fc(on(http(), () => undefined))(req, resp, CONTEXT)
    expect(calls).toEqual([
      ['setStatusCode', 204],
      ['send', ''],
    ])
  })

  it('is a problem when the handler throws, sent once', async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    const { calls, resp, sent } = recorder()
    const handler = fc(
      on(http(), () => {
        throw new Error('secret')
      }),
    )
    await handler(req, resp, CONTEXT)
    expect(calls[0]).toEqual(['setStatusCode', 500])
    expect(JSON.parse(String(sent()))).toMatchObject({ status: 500, requestId: CONTEXT.requestId })
    expect(sent()).toHaveLength(1)
  })

  it('waits for what waitUntil was given: after send the instance is frozen', async () => {
    const { resp } = recorder()
    const order: string[] = []
    resp.send = () => void order.push('send')
    const handler = fc(
      on(http(), (_event, context) => {
        context.waitUntil(new Promise((resolve) => setTimeout(resolve, 5)).then(() => order.push('work')))
        return 'done'
      }),
    )
    await handler(req, resp, CONTEXT)
    expect(order).toEqual(['work', 'send'])
  })

  it('that cannot be sent fails the call', async () => {
    const { resp } = recorder()
    resp.send = () => {
      throw new Error('the runtime says no')
    }
    await expect(fc(on(http(), () => 'x'))(req, resp, CONTEXT)).rejects.toThrow('the runtime says no')
  })

  it('never takes the context for a callback', async () => {
    const { resp, sent } = recorder()
    const handler = fc(on(http(), (_event, context) => context.requestId))
    await handler(req, resp, Object.assign(() => expect.unreachable(), CONTEXT) as FcContext)
    expect(sent()).toEqual([CONTEXT.requestId])
  })
})
