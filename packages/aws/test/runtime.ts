import { EventEmitter } from 'node:events'
import type { LambdaContext, StreamingHandler } from '../src/index.ts'
import { nativeContext } from './support.ts'

/**
 * The streaming half of Lambda's Node.js runtime, as its client (version 4) behaves: a response stream is a request
 * to the Runtime API, the prelude leaves with the first `write()`, and `end()` does not count as one.
 */

const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming')

export class FakeResponseStream extends EventEmitter {
  readonly chunks: Buffer[] = []
  contentType = 'application/octet-stream'
  ended = false
  destroyed = false
  _onBeforeFirstWrite: ((write: (chunk: string | Uint8Array) => void) => void) | undefined = undefined
  readonly #highWaterMark: number
  #started = false
  #waiting = 0

  constructor(highWaterMark: number) {
    super()
    this.#highWaterMark = highWaterMark
    // The runtime listens too, so that an 'error' is not thrown at the process.
    this.on('error', () => {})
  }

  setContentType(type: string): void {
    if (this.#started) throw new Error('Cannot set content-type, too late.')
    this.contentType = type
  }

  write(chunk: string | Uint8Array): boolean {
    if (this.destroyed || this.ended) {
      const code = this.destroyed ? 'ERR_STREAM_DESTROYED' : 'ERR_STREAM_WRITE_AFTER_END'
      process.nextTick(() => this.emit('error', Object.assign(new Error(code), { code })))
      return false
    }
    if (!this.#started) this._onBeforeFirstWrite?.((first) => this.#push(first))
    this.#started = true
    this.#push(chunk)
    return this.#waiting < this.#highWaterMark
  }

  end(chunk?: string | Uint8Array): this {
    if (chunk !== undefined) this.#push(chunk)
    this.ended = true
    return this
  }

  /** The other side has read everything so far. */
  drain(): void {
    this.#waiting = 0
    this.emit('drain')
  }

  /** The connection is gone. */
  destroy(error?: Error): void {
    this.destroyed = true
    if (error) this.emit('error', error)
    this.emit('close')
  }

  #push(chunk: string | Uint8Array): void {
    const bytes = Buffer.from(chunk as string)
    this.#waiting += bytes.byteLength
    if (bytes.byteLength > 0) this.chunks.push(bytes)
  }
}

export const awslambda: object = {
  streamifyResponse<T extends object>(handler: T): T {
    return Object.assign(handler, { [STREAMING]: 'response' })
  },
  HttpResponseStream: {
    from(stream: FakeResponseStream, prelude: object): FakeResponseStream {
      stream.setContentType('application/vnd.awslambda.http-integration-response')
      const json = JSON.stringify(prelude)
      stream._onBeforeFirstWrite = (write) => {
        write(json)
        write(new Uint8Array(8))
      }
      return stream
    },
  },
}

export function isStreaming(handler: object): boolean {
  return (handler as { [STREAMING]?: unknown })[STREAMING] === 'response'
}

export interface Streamed {
  prelude: any
  chunks: string[]
  /** What the runtime puts into the error trailers. */
  error: { name: string; message: string; code?: string } | undefined
}

/** One invocation as the runtime does it: the result must be nothing, and the stream must have been ended. */
export async function runStream(
  handler: StreamingHandler,
  event: unknown,
  stream: FakeResponseStream = new FakeResponseStream(Infinity),
  context: LambdaContext = nativeContext(),
): Promise<Streamed> {
  let error: Streamed['error']
  try {
    const result: unknown = await handler(event, stream, context)
    if (result !== undefined) throw new Error('Streaming handlers ignore return values.')
    if (!stream.ended) throw new Error('Response stream is not finished.')
  } catch (thrown) {
    error = thrown as Error
  }
  return { ...parse(stream), error }
}

function parse({ chunks, contentType }: FakeResponseStream): Pick<Streamed, 'prelude' | 'chunks'> {
  const texts = chunks.map(String)
  if (contentType === 'application/octet-stream') return { prelude: undefined, chunks: texts }
  const [prelude, delimiter, ...body] = texts
  if (prelude === undefined) return { prelude, chunks: [] }
  if (delimiter !== '\0'.repeat(8)) throw new Error('No delimiter follows the prelude')
  return { prelude: JSON.parse(prelude), chunks: body }
}
