import type { ServerResponse } from 'node:http'
import { type Reply, type ReplyBody, type ReplyHeaders, SampanError } from '@sampan/core'

/** A reply that is ready to leave: its body is whole, or its first chunk is there. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<ReplyHeaders>
  readonly body: string | Uint8Array | Outflow | undefined
}

type Streamed = Exclude<ReplyBody, string | Uint8Array | undefined>

/**
 * Waits for the first chunk of a body that streams: while no byte has left, a failure can still be answered with a
 * problem. The clients of event streams wait for the headers themselves, so theirs leave at once.
 */
export async function openReply(reply: Reply, gone: () => AbortSignal): Promise<Answer> {
  const { status, headers, body } = reply
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array)
    return { status, headers, body }
  const chunks = chunksFrom(body)
  if (chunks === undefined)
    return { status, headers, body: new Uint8Array(await (body as Blob).arrayBuffer()) }
  const flow = new Outflow(chunks, gone())
  if (!String(headers['content-type']).startsWith('text/event-stream')) await flow.prime()
  return { status, headers, body: flow }
}

/** A source of chunks, and the way to stop whatever makes them even while a pull is waiting. */
interface Chunks {
  next(): PromiseLike<{ done?: boolean | undefined; value?: unknown }>
  stop(): unknown
}

/** Undefined for a Blob, which is better read whole. */
function chunksFrom(body: Streamed): Chunks | undefined {
  const stream = ((body as Partial<Response>).body ?? body) as Partial<
    ReadableStream<unknown> & NodeJS.ReadableStream & AsyncIterable<unknown>
  >
  // A web stream's own iterator cannot be stopped while it waits; its reader can.
  const reader = stream.getReader?.()
  if (reader !== undefined) return { next: () => reader.read(), stop: () => reader.cancel() }
  const iterator = stream[Symbol.asyncIterator]?.()
  if (iterator === undefined) return undefined
  return {
    next: () => iterator.next(),
    stop: () => ('destroy' in stream ? (stream as { destroy(): unknown }).destroy() : iterator.return?.()),
  }
}

/** A body that is made while it is sent, no faster than the client reads; it stops when the client goes away. */
export class Outflow {
  readonly #chunks: Chunks
  readonly #gone: AbortSignal
  #first: string | Uint8Array | undefined
  #fail: ((reason: unknown) => void) | undefined

  constructor(chunks: Chunks, gone: AbortSignal) {
    this.#chunks = chunks
    this.#gone = gone
    const stop = (): void => {
      this.stop()
      this.#fail?.(gone.reason)
    }
    if (gone.aborted) stop()
    else gone.addEventListener('abort', stop, { once: true })
  }

  async prime(): Promise<void> {
    this.#first = await this.#next()
  }

  /** Writes every chunk, and leaves the end to the caller. */
  async pipe(response: ServerResponse): Promise<void> {
    if (this.#first === undefined) response.flushHeaders()
    let chunk = this.#first ?? (await this.#next())
    this.#first = undefined
    for (; chunk !== undefined; chunk = await this.#next()) {
      if (!response.write(chunk)) await this.#until(new Promise((resolve) => response.once('drain', resolve)))
    }
  }

  /** Closes what makes the chunks. How that fails is nobody's concern any more. */
  stop(): void {
    new Promise((resolve) => resolve(this.#chunks.stop())).catch(() => {})
  }

  async #next(): Promise<string | Uint8Array | undefined> {
    for (;;) {
      const { done, value } = await this.#until(this.#chunks.next())
      if (done) return undefined
      if (typeof value !== 'string' && !(value instanceof Uint8Array)) {
        this.stop()
        throw new SampanError(
          'SAMPAN_BAD_RESULT',
          `A streamed body yields text or bytes, not a ${typeof value}`,
        )
      }
      if (value.length > 0) return value
    }
  }

  /** Waits for a step, and no longer than the client stays. */
  #until<T>(step: PromiseLike<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#gone.aborted) reject(this.#gone.reason)
      this.#fail = reject
      step.then(resolve, reject)
    })
  }
}
