import {
  type EventKind,
  type ResultOf,
  type SampanFunction,
  SampanError,
  type Task,
  type Trigger,
} from '@sampan/core'
import { checkOptions } from '@sampan/core/adapter'
import type { EventSample, HttpSample } from '@sampan/core/samples'
import { afterFailure, afterReply, type BatchResult } from './batch.ts'
import { type Cloud, type CloudProvider, clouds, type Payload } from './clouds.ts'
import { type Call, CALL_OPTIONS, type CallOptions } from './contexts.ts'
import { type SampledKind, toEvents } from './neutral.ts'
import { type EventOptions, isMessageKind, type MessageKind } from './options.ts'
import { choosePayload, type PayloadName } from './payload.ts'
import { type HttpResult, toHttpResult } from './reply.ts'
import { toRequest } from './request.ts'
import { type SocketResult, toSocketResult } from './socket.ts'
import { fromTrigger } from './trigger.ts'
import { watch } from './watch.ts'
import { read, sent } from './wire.ts'

/** What happens: one event, of which the trigger says the rest, or, where the kind has batches, several. */
export type RunEvent<T extends Trigger> = T['kind'] extends MessageKind
  ? EventOptions[T['kind']] | readonly EventOptions[T['kind']][]
  : EventOptions[T['kind']]

/** What the other side is told: the client, the cloud's queue or stream, or the caller. */
export type RunResult<T extends Trigger> = T['kind'] extends 'http'
  ? HttpResult
  : T['kind'] extends MessageKind
    ? BatchResult
    : T['kind'] extends 'task'
      ? ResultOf<T>
      : T['kind'] extends 'websocket'
        ? SocketResult
        : unknown

export interface RunOptions<P extends CloudProvider, Kind extends EventKind> {
  /** Whose adapter runs the function. */
  provider: P
  /** A payload as `fake` has it; the cloud's usual one for the kind if not set. */
  payload?: PayloadName<P, Kind>
  context?: CallOptions
}

/**
 * Runs a function as a cloud would: `await run(worker, { data: { id: 'A-1' } }, { provider: 'alibaba' })`. The event
 * goes through the cloud's payload and its real adapter, and what comes back is read as the cloud reads it. A call
 * (`task`, `websocket`, `any`) that fails rejects; failed messages are told in the result.
 *
 * @throws SampanError SAMPAN_NO_PAYLOAD, SAMPAN_UNKNOWN_OPTION, SAMPAN_BAD_OPTION, SAMPAN_BAD_FUNCTION,
 *   SAMPAN_BAD_SAMPLE, SAMPAN_BAD_ENVELOPE
 */
export async function run<T extends Trigger, P extends CloudProvider>(
  fn: SampanFunction<T>,
  event: RunEvent<T>,
  options: RunOptions<P, T['kind']>,
): Promise<RunResult<T>> {
  if (typeof fn?.run !== 'function')
    throw new SampanError('SAMPAN_BAD_FUNCTION', 'run() takes a function made by on(trigger, handler)')
  checkOptions('run()', options, ['provider', 'payload', 'context'])
  const { provider, payload: name, context = {} } = options
  checkOptions('the context of run()', context, CALL_OPTIONS)
  const kind: EventKind = fn.trigger.kind
  const payload = choosePayload(provider, kind, name)
  const start: Start = { cloud: clouds[provider], fn, payload, context }
  if (kind === 'http') return (await runHttp(start, event as EventOptions['http'])) as RunResult<T>
  const events = eventsOf(payload.sample as EventSample, kind, fn.trigger, event)
  return (await (isMessageKind(kind) ? runBatch(start, events) : runCall(start, events))) as RunResult<T>
}

interface Start {
  readonly cloud: Cloud
  readonly fn: SampanFunction
  readonly payload: Payload
  readonly context: CallOptions
}

function eventsOf(sample: EventSample, kind: SampledKind, trigger: Trigger, event: object): any[] {
  const list = Array.isArray(event) ? (event as object[]) : [event]
  return toEvents('the event of run()', sample, kind, fromTrigger(trigger), list)
}

async function runHttp(
  { cloud, fn, payload, context }: Start,
  request: EventOptions['http'],
): Promise<HttpResult> {
  const sample = payload.sample as HttpSample
  const plain = toRequest('the request of run()', { ...fromTrigger(fn.trigger), ...request })
  const envelope = await cloud.invoke(fn, sent(sample.request(plain)), callOf(fn, context, payload))
  return toHttpResult(sample.reply(envelope))
}

async function runBatch({ cloud, fn, payload, context }: Start, events: any[]): Promise<BatchResult> {
  const native = sent((payload.sample as EventSample).native(events))
  const watched = watch(fn)
  try {
    return afterReply(
      native,
      await cloud.invoke(watched.fn, native, callOf(fn, context, payload, events[0])),
      watched,
    )
  } catch (error) {
    return afterFailure(error, events, watched)
  }
}

async function runCall({ cloud, fn, payload, context }: Start, events: any[]): Promise<unknown> {
  const native = sent((payload.sample as EventSample).native(events))
  const result = read(cloud.write(await cloud.invoke(fn, native, callOf(fn, context, payload, events[0]))))
  return payload.kind === 'websocket' ? toSocketResult(result) : result
}

/** What an event does not carry of its own, its sample leaves to the native context: then the call's id is the event's. */
function callOf(
  { trigger }: SampanFunction,
  context: CallOptions,
  { sample }: Payload,
  event?: { id: string },
): Call {
  const leaves = 'context' in sample && sample.context !== undefined
  return {
    requestId: leaves && event !== undefined ? event.id : '00000000-0000-4000-8000-0000000000aa',
    functionName: trigger.kind === 'task' ? (trigger as Task).name : 'sampan-test',
    timeoutMs: 60_000,
    ...context,
  }
}
