/** What every error of Sampan carries: a stable `code` (docs/errors.md lists each with its remedy). */
export class SampanError extends Error {
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'SampanError'
    this.code = code
  }
}

export interface HttpErrorOptions extends ErrorOptions {
  /** Stable and machine-readable; sent to the caller as the `code` member. */
  code?: string
  /** Sent to the caller as the `details` member: never put a secret here. */
  details?: unknown
  /** Extra reply headers, such as `Allow` or `WWW-Authenticate`. */
  headers?: Record<string, string | string[]>
}

/**
 * An answer the caller is meant to read: it leaves as RFC 9457 problem+json, or as a page by Accept, with this status
 * and message.
 * Any other thrown value shows the caller nothing but a request id.
 */
export class HttpError extends Error {
  readonly status: number
  readonly code: string | undefined
  readonly details: unknown
  readonly headers: Record<string, string | string[]> | undefined

  constructor(status: number, message?: string, options?: HttpErrorOptions) {
    super(message, options)
    if (!Number.isInteger(status) || status < 400 || status > 599) {
      throw new SampanError(
        'SAMPAN_BAD_STATUS',
        `HttpError takes a whole number from 400 to 599 as status, not ${status}`,
      )
    }
    this.name = 'HttpError'
    this.status = status
    this.code = options?.code
    this.details = options?.details
    this.headers = options?.headers
  }
}

export interface PermanentErrorOptions extends ErrorOptions {
  /** Stable and machine-readable. */
  code?: string
  /** What exactly is wrong, such as a schema's issues. */
  details?: unknown
}

/** Do not retry: the message can never succeed. It goes to the function's `deadLetter`, or is left to the cloud's own. */
export class PermanentError extends Error {
  readonly code: string | undefined
  readonly details: unknown

  constructor(message?: string, options?: PermanentErrorOptions) {
    super(message, options)
    this.name = 'PermanentError'
    this.code = options?.code
    this.details = options?.details
  }
}
