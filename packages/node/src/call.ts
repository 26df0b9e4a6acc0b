import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Credentials } from '@sampan/core'
import { asText } from '@sampan/core/adapter'
import { clientGone, Intake } from './intake.ts'
import { type Platform, takeCredentials } from './platform.ts'
import { onceClosed } from './socket.ts'

/** What `context.native` is in a served function. */
export interface NodeContext {
  readonly platform: Platform
  /** The request as Node has it; the credentials that FC and SCF put into its headers are taken out. */
  readonly request: IncomingMessage
}

const ID_HEADER: { readonly [P in Platform]: string } = {
  node: 'x-request-id',
  alibaba: 'x-fc-request-id',
  tencent: 'x-scf-request-id',
}

/** One request and its reply: who is at the other end, and whether still. */
export class Call implements NodeContext {
  readonly platform: Platform
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly intake: Intake
  /** Resolves when the reply has left, or cannot leave any more. */
  readonly over: Promise<void>
  /** True when the connection was closed before the reply had left. */
  lost = false
  // Private, so that a log line with the native context does not show them.
  readonly #credentials: Credentials | undefined
  #abort: AbortController | undefined
  #requestId: string | undefined

  constructor(
    platform: Platform,
    request: IncomingMessage,
    response: ServerResponse,
    limit: number,
    awaitsContinue: boolean,
  ) {
    this.platform = platform
    this.request = request
    this.response = response
    this.#credentials = takeCredentials(platform, request)
    this.intake = new Intake(request, response, limit, awaitsContinue)
    this.over = new Promise((resolve) => {
      const forget = onceClosed(request.socket, () => {
        this.lost = true
        this.#abort?.abort(clientGone())
        resolve()
      })
      response.once('finish', () => {
        forget()
        resolve()
      })
    })
  }

  /** A header that has one value, or nothing where it is missing or empty. */
  header(name: string): string | undefined {
    return asText(this.request.headers[name])
  }

  /** The platform's id; on plain servers the one that a proxy or the client gave, as far as it is fit for a log. */
  get requestId(): string {
    return (this.#requestId ??= this.#givenId() ?? randomUUID())
  }

  #givenId(): string | undefined {
    const id = this.header(ID_HEADER[this.platform])
    return id !== undefined && /^[\x21-\x7e]{1,128}$/.test(id) ? id : undefined
  }

  /** Of this request. A getter of the class: neither JSON nor `util.inspect` shows it. */
  get credentials(): Credentials | undefined {
    return this.#credentials
  }

  /** Aborts when the client goes away before the reply has left. Made when first asked for. */
  get gone(): AbortSignal {
    if (this.#abort === undefined) {
      this.#abort = new AbortController()
      if (this.lost) this.#abort.abort(clientGone())
    }
    return this.#abort.signal
  }
}
