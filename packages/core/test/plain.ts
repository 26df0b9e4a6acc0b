/** A cloud of our own for core's tests: a payload and a context that say plainly what the test wants said. */
import * as fc from 'fast-check'
import { vi } from 'vitest'
import { Context, type ContextSource, type Credentials } from '../src/context.ts'
import { createInvoke, type Invoke } from '../src/driver.ts'
import type { SampanFunction } from '../src/trigger.ts'
import type { NativeBody } from '../src/http/field.ts'
import { httpCodec, type HttpPayloadSpec } from '../src/http/codec.ts'
import { LazyHttpEvent } from '../src/http/event.ts'
import type { NativeHeaders } from '../src/http/headers.ts'
import { normalPath } from '../src/http/path.ts'
import type { HttpOptions, HttpSource, Identity } from '../src/http/source.ts'
import type { Trace } from '../src/trace.ts'

export interface Plain {
  method?: unknown
  path?: unknown
  search?: string
  headers?: NativeHeaders
  cookie?: string
  body?: NativeBody
  base64?: boolean
  ip?: string
  host?: unknown
  scheme?: 'http' | 'https'
  identity?: Identity
}

export const plainSource: HttpSource<Plain> = {
  method: (native) => (native.method === undefined ? 'GET' : native.method),
  path: (native) => normalPath(native.path),
  search: (native) => native.search ?? '',
  headers: (native) => native.headers,
  cookie: (native) => native.cookie,
  body: (native) => native.body,
  base64: (native) => native.base64 === true,
  ip: (native) => native.ip,
  host: (native) => native.host as string | undefined,
  identity: (native) => native.identity,
}

/** What an envelope of the plain cloud holds. */
export interface PlainReply {
  status: number
  headers: { [name: string]: string | string[] }
  body: string
  isBase64Encoded: boolean
}

export const plainHttp: HttpPayloadSpec<Plain> = {
  name: 'plain.http',
  match: (native) => typeof native === 'object' && native !== null && !('kind' in native),
  source: plainSource,
  envelope: ({ status, headers }, payload): PlainReply => ({ status, headers: { ...headers }, ...payload }),
  limit: () => 50_000,
}

export interface PlainContext {
  requestId?: string
  functionName?: string
  /** Milliseconds from the start of the call. */
  timeout?: number
  credentials?: Credentials
  trace?: Trace
  signal?: AbortSignal
}

export const plainContext: ContextSource<PlainContext> = {
  provider: 'node',
  requestId: (native) => native.requestId,
  functionName: (native) => native.functionName,
  functionVersion: () => undefined,
  region: () => undefined,
  memoryMb: () => undefined,
  countsTime: true,
  remainingMs: ({ timeout }, startedAt) =>
    timeout === undefined ? undefined : startedAt + timeout - Date.now(),
  credentials: (native) => native.credentials,
  trace: (native) => native.trace,
  signal: (native) => native.signal,
}

export function eventOf(native: Plain = {}, options: HttpOptions = {}): LazyHttpEvent<Plain> {
  const { scheme } = native
  return new LazyHttpEvent(native, scheme ? { ...plainSource, scheme: () => scheme } : plainSource, options)
}

export function contextOf(native: PlainContext = {}, event = eventOf()): Context<PlainContext> {
  return new Context(plainContext, native, event, false)
}

export function handlerOf(...functions: SampanFunction[]): Invoke<PlainContext> {
  return createInvoke({ codecs: [httpCodec(plainHttp)], context: plainContext }, functions, {})
}

/** Runs one request through the whole way of an event. */
export async function call(
  fn: SampanFunction | SampanFunction[],
  native: Plain = {},
  context: PlainContext = {},
): Promise<PlainReply> {
  return (await handlerOf(...[fn].flat())(native, context)) as PlainReply
}

/** What is written to standard output from now on, line by line, each as the JSON that it must be. */
export function captureLog(): { lines: { [name: string]: unknown }[]; raw: string[] } {
  const raw: string[] = []
  const lines: { [name: string]: unknown }[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    raw.push(String(text))
    lines.push(JSON.parse(String(text)) as { [name: string]: unknown })
    return true
  })
  return { lines, raw }
}

export interface Chunks<T> {
  /** Whether their producer was let go. */
  closed: boolean
  taken: number
  [Symbol.asyncIterator](): AsyncGenerator<T>
}

/** Chunks that arrive one after the other. */
export function chunks<T extends unknown[]>(...values: T): Chunks<T[number]> {
  const stream = {
    closed: false,
    taken: 0,
    async *[Symbol.asyncIterator](): AsyncGenerator<any> {
      try {
        for (const value of values) {
          stream.taken++
          yield value
        }
      } finally {
        stream.closed = true
      }
    },
  }
  return stream
}

/** Any text that JavaScript can hold, half a character and control characters too. */
export const anyText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.nat(0x7f), fc.nat(0xff), fc.integer({ min: 0xd7f0, max: 0xe010 }), fc.nat(0xffff)))
  .map((units) => String.fromCharCode(...units))

/** Text that has a form in UTF-8. */
export const soundText: fc.Arbitrary<string> = fc.string({
  unit: fc.constantFrom(
    ...Array.from('aZ0-_.~ %+&=;,"/?#\\'),
    '\t',
    '\0',
    '\r\n',
    'é',
    '你',
    '\ufeff',
    '\u2028',
    '😀',
  ),
})
