import { type Handler, http, type HttpEvent, type Identity, on, type Reply } from '@sampan/core'
import {
  collect,
  type ContextSource,
  createInvoke,
  type HttpSource,
  normalPath,
  replyCodec,
} from '@sampan/core/adapter'

export interface Asked {
  readonly method: string
  readonly path: string
  readonly headers: { readonly [name: string]: string }
  readonly identity: Identity | undefined
}

export interface Answer {
  readonly status: number
  readonly headers: Reply['headers']
  readonly body: string
}

const source: HttpSource<Asked> = {
  method: ({ method }) => method,
  path: ({ path }) => normalPath(path),
  search: () => '',
  headers: ({ headers }) => headers,
  identity: ({ identity }) => identity,
  body: () => undefined,
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

const codec = replyCodec<Asked>({ name: 'test', match: () => true, source })

/** Asks as a gateway does: the path as it is, a caller whom the cloud's authorizer knows. */
export function asker(handler: Handler<HttpEvent>): (asked: Asked) => Promise<Answer> {
  const invoke = createInvoke({ codecs: [codec], context }, [on(http(), handler)], {})
  return async (asked) => {
    const { status, headers, body } = (await invoke(asked, undefined)) as Reply
    return {
      status,
      headers,
      body: body === undefined ? '' : Buffer.from(await collect(body)).toString('utf8'),
    }
  }
}
