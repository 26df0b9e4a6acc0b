import type { IncomingMessage, ServerResponse } from 'node:http'
import { HttpError, SampanError } from '@sampan/core'
import { onceClosed } from './socket.ts'

/** How long a client may go on sending a body that nobody reads, in milliseconds. */
const LINGER_MS = 5000

/** What waits for a client that is gone ends with this. No fault of the function, so it is not logged as one. */
export function clientGone(cause?: unknown): HttpError {
  const error = new HttpError(499, 'The client went away before the reply was complete', {
    code: 'SAMPAN_CLIENT_GONE',
    cause,
  })
  // What libraries look for when their work is aborted by a signal.
  error.name = 'AbortError'
  return error
}

/** The body of one request: read as it arrives, never further than the limit. */
export class Intake {
  readonly #request: IncomingMessage
  readonly #response: ServerResponse
  readonly #limit: number
  #awaitsContinue: boolean
  #dropped = false

  constructor(request: IncomingMessage, response: ServerResponse, limit: number, awaitsContinue: boolean) {
    this.#request = request
    this.#response = response
    this.#limit = limit
    this.#awaitsContinue = awaitsContinue
  }

  /** @throws HttpError 413 at once where the client declares too much, and while reading where it sends too much */
  read(): AsyncIterable<Uint8Array> | undefined {
    const { headers } = this.#request
    const declared = Number(headers['content-length'] ?? 0)
    if (declared > this.#limit) throw tooLarge(this.#limit)
    return declared > 0 || 'transfer-encoding' in headers ? this.#chunks() : undefined
  }

  async *#chunks(): AsyncGenerator<Uint8Array> {
    if (this.#dropped) throw bodyDropped()
    if (this.#awaitsContinue && !this.#response.headersSent) {
      this.#awaitsContinue = false
      this.#response.writeContinue()
    }
    let size = 0
    try {
      // Leaving this loop must not destroy the request: with it would go the connection, and the reply.
      for await (const chunk of this.#request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        size += chunk.length
        if (size > this.#limit) throw tooLarge(this.#limit)
        yield chunk
      }
    } catch (error) {
      throw error instanceof HttpError ? error : clientGone(error)
    }
    if (this.#dropped) throw bodyDropped()
  }

  /**
   * After the reply: reads on and throws away. Closing instead would reset the connection under a client that is
   * still sending, and the reply would be lost with it. What takes too long is closed all the same.
   */
  async drop(): Promise<void> {
    const request = this.#request
    if (request.complete || request.socket.destroyed) return
    this.#dropped = true
    // A reader that has stopped halfway would hold the rest back.
    request.removeAllListeners('readable').resume()
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => request.socket.destroy(), LINGER_MS)
      const done = (): void => {
        clearTimeout(timer)
        forget()
        resolve()
      }
      const forget = onceClosed(request.socket, done)
      request.once('close', done)
    })
  }
}

function tooLarge(limit: number): HttpError {
  return new HttpError(413, `The body is larger than the ${limit} bytes that are taken here`, {
    code: 'SAMPAN_BODY_TOO_LARGE',
  })
}

function bodyDropped(): SampanError {
  return new SampanError(
    'SAMPAN_BODY_DROPPED',
    'The reply was sent before the request body was read: read it first',
  )
}
