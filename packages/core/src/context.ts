import { SampanError } from './errors.ts'
import { asText } from './http/field.ts'
import type { AnyEvent } from './events/event.ts'
import type { Reply } from './http/plain.ts'
import { createLog, type Log } from './log.ts'
import { parseTraceparent, type Trace } from './trace.ts'

export type Provider = 'aws' | 'alibaba' | 'tencent' | 'baidu' | 'node'

export interface Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string | undefined
}

/** Credentials where both halves are there: a function without a role has none, or empty texts for them. */
export function toCredentials(
  accessKeyId: unknown,
  secretAccessKey: unknown,
  sessionToken: unknown,
): Credentials | undefined {
  const [id, secret] = [asText(accessKeyId), asText(secretAccessKey)]
  return id === undefined || secret === undefined
    ? undefined
    : { accessKeyId: id, secretAccessKey: secret, sessionToken: asText(sessionToken) }
}

/** How to read one cloud's native context: pure functions, called when somebody asks. */
export interface ContextSource<Native> {
  readonly provider: Provider
  requestId(native: Native): string | undefined
  functionName(native: Native): string | undefined
  functionVersion(native: Native): string | undefined
  region(native: Native): string | undefined
  memoryMb(native: Native): number | undefined
  /** Set where `remainingMs` counts from the start of the call; asking for the time costs more than all the rest. */
  readonly countsTime?: true
  /** Milliseconds left, or undefined where no limit is known. `startedAt` (epoch ms) is 0 without `countsTime`. */
  remainingMs(native: Native, startedAt: number): number | undefined
  credentials(native: Native): Credentials | undefined
  /** The platform's own trace header, used when the event brings no W3C `traceparent`. */
  trace?(native: Native): Trace | undefined
  /** Aborts when the caller is gone, where the platform tells. */
  signal?(native: Native): AbortSignal | undefined
}

/** What surrounds one call. Nothing of it is shared with another call of the same instance. */
export class Context<Native = unknown> {
  /** The context as the cloud gave it. */
  readonly native: Native
  /** True for the first call of this instance. */
  readonly coldStart: boolean
  readonly _source: ContextSource<Native>
  readonly _event: AnyEvent | undefined
  readonly _startedAt: number
  _log: Log | undefined = undefined
  _abort: AbortController | undefined = undefined
  _timer: ReturnType<typeof setTimeout> | undefined = undefined
  _pending: Promise<unknown>[] | undefined = undefined
  /** What layers change on an error's reply, which is made outside of them all; it must not throw. */
  _onProblem: ((reply: Reply) => void)[] | undefined = undefined

  constructor(
    source: ContextSource<Native>,
    native: Native,
    event: AnyEvent | undefined,
    coldStart: boolean,
    startedAt?: number,
  ) {
    this._source = source
    this.native = native
    this._event = event
    this.coldStart = coldStart
    this._startedAt = startedAt ?? (source.countsTime ? Date.now() : 0)
  }

  get provider(): Provider {
    return this._source.provider
  }

  /** The platform's id of this call; empty where it gives none. */
  get requestId(): string {
    return this._source.requestId(this.native) ?? ''
  }

  get functionName(): string {
    return this._source.functionName(this.native) ?? ''
  }

  get functionVersion(): string {
    return this._source.functionVersion(this.native) ?? ''
  }

  get region(): string {
    return this._source.region(this.native) ?? ''
  }

  get memoryMb(): number | undefined {
    return this._source.memoryMb(this.native)
  }

  /** Milliseconds until the platform ends this call; Infinity where it sets no limit. */
  get remainingMs(): () => number {
    // A function of its own, here and below: handlers take their context apart, `(event, { remainingMs }) => …`.
    return () => this._source.remainingMs(this.native, this._startedAt) ?? Infinity
  }

  /** When the platform ends this call, where it sets a limit. */
  get deadline(): Date | undefined {
    const left = this.remainingMs()
    return left === Infinity ? undefined : new Date(Date.now() + left)
  }

  /** JSON lines on standard output. `logging()` replaces it by the full one. */
  get log(): Log {
    return (this._log ??= createLog(this))
  }

  set log(log: Log) {
    this._log = log
  }

  /** W3C trace context of the event, or else the platform's own. */
  get trace(): Trace | undefined {
    const event = this._event
    const header = event?.kind === 'http' ? event.headers.get('traceparent') : null
    return parseTraceparent(header) ?? this._source.trace?.(this.native)
  }

  /** The function's own credentials. Of this call: on Alibaba and Baidu they change from call to call. */
  get credentials(): Credentials | undefined {
    return this._source.credentials(this.native)
  }

  /**
   * Aborts before the deadline, while a tenth of the time (at most a second) is left to clean up, and where the
   * platform tells, when the caller is gone. Made when first touched: no timer runs for who does not ask.
   */
  get signal(): AbortSignal {
    if (this._abort !== undefined) return this._abort.signal
    const abort = (this._abort = new AbortController())
    const left = this.remainingMs()
    if (left !== Infinity) {
      const expire = (): void => abort.abort(timeoutError())
      const delay = left - Math.min(1000, left / 10)
      if (delay <= 0) expire()
      // Longer than 24.8 days overflows to an immediate timer; no platform grants that.
      else this._timer = setTimeout(expire, Math.min(delay, 0x7fffffff))
    }
    const gone = this._source.signal?.(this.native)
    if (gone?.aborted) abort.abort(gone.reason)
    else gone?.addEventListener('abort', () => abort.abort(gone.reason), { once: true })
    return abort.signal
  }

  /** Work the reply does not need: it goes on after the handler, and the instance is not frozen before its end. */
  get waitUntil(): (promise: PromiseLike<unknown>) => void {
    return (promise) => {
      // A rejection is logged, never unhandled: an unhandled one would kill an instance that others share.
      const settled = Promise.resolve(promise).catch((error: unknown) => {
        this.log.error('work passed to waitUntil failed', { error })
      })
      ;(this._pending ??= []).push(settled)
    }
  }
}

function timeoutError(): SampanError {
  const error = new SampanError('SAMPAN_DEADLINE', 'The deadline of this call is near')
  error.name = 'TimeoutError'
  return error
}

/** Ends what the call holds: its timer would keep a drained instance alive, or fire in a later call. */
export function endContext(context: Context): void {
  if (context._timer !== undefined) clearTimeout(context._timer)
}
