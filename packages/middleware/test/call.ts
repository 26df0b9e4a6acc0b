import { type Handler, http, type HttpEvent, on, type Reply } from '@sampan/core'
import {
  collect,
  type ContextSource,
  createInvoke,
  type HttpOptions,
  type HttpSource,
  replyCodec,
} from '@sampan/core/adapter'

/** A request in the plain. `target` is `GET /path?query`, the path as a client would send it. */
export interface TestRequest {
  readonly target: string
  readonly headers?: { readonly [name: string]: string | string[] }
  readonly body?: string
  /** Told when the body is read. */
  readonly onRead?: () => void
}

export interface TestAnswer {
  readonly status: number
  readonly headers: Reply['headers']
  /** As text. */
  readonly body: string
  /** Of a body that is JSON. */
  readonly json: any
}

export type Call = (target: string, more?: Omit<TestRequest, 'target'>) => Promise<TestAnswer>

const source: HttpSource<TestRequest> = {
  method: ({ target }) => target.slice(0, target.indexOf(' ')),
  path: ({ target }) => target.slice(target.indexOf(' ') + 1).split('?', 1)[0]!,
  search: ({ target }) => (target.includes('?') ? target.slice(target.indexOf('?') + 1) : ''),
  headers: ({ headers }) => headers,
  body({ body, onRead }) {
    onRead?.()
    return body
  },
  base64: () => false,
  ip: () => undefined,
}

const context: ContextSource<undefined> = {
  provider: 'node',
  requestId: () => 'r-1',
  functionName: () => undefined,
  functionVersion: () => undefined,
  region: () => undefined,
  memoryMb: () => undefined,
  remainingMs: () => undefined,
  credentials: () => undefined,
}

const codec = replyCodec<TestRequest>({ name: 'test', match: () => true, source })

/** Calls a handler as an adapter does, from the request to the finished reply. */
export function caller(handler: Handler<HttpEvent>, options: HttpOptions = {}): Call {
  const invoke = createInvoke({ codecs: [codec], context }, [on(http(), handler)], options)
  return async (target, more) => {
    const reply = (await invoke({ target, ...more }, undefined)) as Reply
    const body = reply.body === undefined ? '' : Buffer.from(await collect(reply.body)).toString('utf8')
    const isJson = body !== '' && /[/+]json/.test(String(reply.headers['content-type']))
    return {
      status: reply.status,
      headers: reply.headers,
      body,
      json: isJson ? JSON.parse(body) : undefined,
    }
  }
}
