import { isDeepStrictEqual } from 'node:util'
import { caller, deliver, type Form, type NativeHandler } from './inside/call.ts'

/** One thing that every peer does. A peer does it in `peers/<peer>/<file>.ts`, which exports a native `handler`. */
export interface Workload {
  /** As `pnpm bench` is asked for it. */
  readonly id: string
  readonly title: string
  /** The name of each peer's file. */
  readonly file: string
  /** Sampan's target, as a ratio to `raw`. */
  readonly target: number
  /** Native calls in one sample: some 0.1 ms of the fastest peer. */
  readonly calls: number
  /** The nth native event: no two calls in a row get the same one. */
  event(nth: number): object
  /** How the platform's runtime calls a function, where not by `await handler(event, context)`. */
  readonly form?: Form
  context(nth: number): object
  /** What the nth event must be answered with, apart from the header that says the type. */
  answer(nth: number): Answer
}

/** A reply as its client would see it. */
export interface Answer {
  readonly status: number
  readonly type: string
  /** Text, or base64 of bytes that are none. */
  readonly body: string
}

/** Fails unless the handler answers as the workload says. */
export async function verify(workload: Workload, peer: string, handler: NativeHandler): Promise<void> {
  const call = caller(handler, workload.form)
  for (let nth = 0; nth < 200; nth++) {
    const event = deliver(JSON.stringify(workload.event(nth)), workload.form)
    const answer = answerOf(await call(event, workload.context(nth)))
    const expected = workload.answer(nth)
    if (isDeepStrictEqual(answer, expected)) continue
    throw new Error(`${peer} answers ${workload.id} with ${brief(answer)}, not with ${brief(expected)}`)
  }
}

function brief(answer: Answer): string {
  return JSON.stringify(answer).slice(0, 300)
}

interface Envelope {
  statusCode: number
  headers?: { [name: string]: unknown }
  multiValueHeaders?: { [name: string]: unknown[] }
  body: string
  isBase64Encoded?: boolean
}

function answerOf(reply: unknown): Answer {
  const { statusCode, headers, multiValueHeaders, body, isBase64Encoded } = reply as Envelope
  const lines = Object.entries({ ...headers, ...multiValueHeaders })
  const type = lines.find(([name]) => name.toLowerCase() === 'content-type')?.[1]
  const essence = String(type).split(';', 1)[0]!
  const text = isBase64Encoded && /json|text/.test(essence) ? Buffer.from(body, 'base64').toString() : body
  return { status: statusCode, type: essence, body: text }
}

export function json(status: number, value: unknown): Answer {
  return { status, type: 'application/json', body: JSON.stringify(value) }
}
