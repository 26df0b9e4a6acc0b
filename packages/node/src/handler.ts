import type { IncomingMessage, ServerResponse } from 'node:http'
import type { SampanFunction } from '@sampan/core'
import { createInvoke, writeLine } from '@sampan/core/adapter'
import { Call } from './call.ts'
import { contexts } from './context.ts'
import { answerControl, type Control, controlOf } from './control.ts'
import type { ListenerOptions } from './options.ts'
import { type Answer, Outflow } from './outflow.ts'
import type { Platform } from './platform.ts'
import { failedAnswer, write } from './reply.ts'
import { httpRequest } from './source.ts'

/** What a server does with its requests. */
export interface RequestHandler {
  handle(request: IncomingMessage, response: ServerResponse, awaitsContinue: boolean): void
  /** From now on every reply closes its connection. */
  close(): void
  /** Resolves when nothing is running: no call, and no work that `waitUntil` was given. */
  idle(): Promise<void>
}

const DEFAULT_BODY_BYTES = 10 * 1024 * 1024

export function createHandler(
  functions: readonly SampanFunction[],
  options: ListenerOptions,
  platform: Platform,
): RequestHandler {
  const limit = options.maxBodyBytes ?? DEFAULT_BODY_BYTES
  const calls = new WeakMap<IncomingMessage, Call>()
  // Requests, and the events of FC's /invoke and SCF's /event-invoke, go through one table. Its codecs encode an Answer.
  const codecs = [httpRequest(platform, options, (request) => calls.get(request))]
  const invoke = createInvoke<Call>({ codecs, context: contexts[platform] }, functions, options)
  const running = new Set<Promise<void>>()
  // FC and SCF freeze the instance with the last byte of its last reply: what waitUntil was given goes before it.
  const freezes = platform !== 'node'
  let closing = false

  async function run(call: Call): Promise<void> {
    const control = controlOf(call)
    mark(call, control, 'Start')
    try {
      if (control === undefined) await answerRequest(call)
      else {
        const answer = await answerControl(control, call, (event) => invoke(event, call) as Promise<Answer>)
        await write(call, answer, closing)
        end(call, control, answer.status !== 200)
      }
    } catch (error) {
      if (!call.lost) {
        writeLine('error', 'the reply failed', undefined, { requestId: call.requestId, error })
        if (!call.response.headersSent) await write(call, failedAnswer(call), closing)
      }
      end(call, control, !call.lost)
    }
    await call.over
    await call.intake.drop()
  }

  async function answerRequest(call: Call): Promise<void> {
    let late: Answer | undefined
    await invoke(call.request, call, async (answer: Answer) => {
      if (freezes && !(answer.body instanceof Outflow)) late = answer
      else await write(call, answer, closing)
      if (!freezes) end(call)
    })
    if (late !== undefined) await write(call, late, closing)
    if (freezes) end(call)
  }

  return {
    handle(request, response, awaitsContinue) {
      const call = new Call(platform, request, response, limit, awaitsContinue)
      calls.set(request, call)
      const done = run(call).finally(() => running.delete(done))
      running.add(done)
    },
    close() {
      closing = true
    },
    async idle() {
      while (running.size > 0) await Promise.all(running)
    },
  }
}

const PHASES: { readonly [C in Control]: string } = {
  event: 'Invoke',
  initialize: 'Initialize',
  'pre-freeze': 'PreFreeze',
  'pre-stop': 'PreStop',
}

/** By these lines FC cuts a custom runtime's output into the logs of its calls. */
function mark(call: Call, control: Control | undefined, point: 'Start' | 'End', failed = false): void {
  if (call.platform !== 'alibaba') return
  const error = failed ? ', Error: Unhandled function error' : ''
  process.stdout.write(`FC ${PHASES[control ?? 'event']} ${point} RequestId: ${call.requestId}${error}\n`)
}

/** The line goes first: after the last byte of the reply the instance may be frozen. */
function end(call: Call, control?: Control, failed?: boolean): void {
  mark(call, control, 'End', failed)
  call.response.end()
}
