import type { Context } from '../context.ts'
import { createInvoke } from '../driver.ts'
import type { SampanFunction } from '../trigger.ts'
import { splitArguments } from '../options.ts'
import { replyCodec } from './reply-codec.ts'
import type { HttpEvent } from './event.ts'
import { normalPath } from './path.ts'
import { chunksOf } from './payload.ts'
import type { Reply } from './plain.ts'
import type { HttpSource } from './source.ts'

/** What fetch-style frameworks export: a function, or an object that has it as `fetch`. */
export type FetchApp = FetchFunction | { readonly fetch: FetchFunction }

/** The two further arguments are those of the Workers runtimes: bindings, and an execution context. */
export type FetchFunction = (
  request: Request,
  env: { event: HttpEvent<any>; context: Context },
  execution: { waitUntil(promise: Promise<unknown>): void; passThroughOnException(): void; props: unknown },
) => Response | Promise<Response>

/** Any fetch-style app as a handler: `on(http(), fromFetch(app))`. */
export function fromFetch(
  app: FetchApp,
): (event: HttpEvent<any>, context: Context) => Response | Promise<Response> {
  const fetch: FetchFunction = typeof app === 'function' ? app : (...args) => app.fetch(...args)
  return (event, context) =>
    fetch(
      event.request,
      { event, context },
      { waitUntil: (promise) => context.waitUntil(promise), passThroughOnException() {}, props: {} },
    )
}

/** The way back: HTTP functions as a fetch handler, for tests and for servers that speak fetch. */
export function toFetch(...functions: SampanFunction[]): (request: Request) => Promise<Response> {
  const context = {
    provider: 'node',
    requestId: (request: Request) => request.headers.get('x-request-id') ?? undefined,
    functionName: () => undefined,
    functionVersion: () => undefined,
    region: () => undefined,
    memoryMb: () => undefined,
    remainingMs: () => undefined,
    credentials: () => undefined,
    signal: (request: Request) => request.signal,
  } as const
  const codec = replyCodec<Request>({ name: 'fetch', match: () => true, source })
  const checked = splitArguments('toFetch()', functions, [])
  const invoke = createInvoke<Request>({ codecs: [codec], context }, checked.functions, {})
  return (request) =>
    new Promise((resolve, reject) => {
      invoke(request, request, (output: Reply) => deliver(output, resolve)).catch(reject)
    })
}

const source: HttpSource<Request> = {
  method: (request) => request.method,
  path: (request) => normalPath(new URL(request.url).pathname),
  search: (request) => new URL(request.url).search.slice(1),
  headers: (request) => Object.fromEntries(request.headers),
  body: (request) => (request.body as unknown as AsyncIterable<Uint8Array> | null) ?? undefined,
  base64: () => false,
  ip: () => undefined,
  host: (request) => new URL(request.url).host,
  scheme: (request) => (request.url.startsWith('http:') ? 'http' : 'https'),
}

/** The call ends with the last chunk of its reply, not with the first. */
async function deliver(
  { status, headers, body }: Reply,
  respond: (response: Response) => void,
): Promise<void> {
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  )
  const init = { status, headers: lines }
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) {
    return respond(new Response((body as Uint8Array<ArrayBuffer> | string | undefined) ?? null, init))
  }
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  respond(new Response(readable, init))
  const writer = writable.getWriter()
  try {
    for await (const chunk of chunksOf(body)) {
      await writer.write(chunk)
    }
    await writer.close()
  } catch (error) {
    // The client went away, which ends the production, or the production failed, which breaks the transfer.
    await writer.abort(error)
  }
}
