import type { Provider } from '../context.ts'
import type { NativeEvent, TaskEvent } from './event.ts'
import { type EventSample, onlyOne } from './sample.ts'

/**
 * The inverse of `taskCodec` and `anyCodec`: the native event is the data, call and function stand in the native context
 * alone. `payloadOf` gives what a call brings as it arrives, where that is not its value.
 */
export function callSamples(
  provider: Provider,
  contextOf: (requestId: string, functionName: string) => object,
  payloadOf: (data: unknown) => unknown = (data) => data,
): { readonly task: EventSample<TaskEvent>; readonly any: EventSample<NativeEvent> } {
  return {
    task: {
      name: `${provider}.invoke`,
      kind: 'task',
      native: (events) => payloadOf(onlyOne(events, `${provider}.invoke`).data),
      context: ({ id, task }) => contextOf(id, task),
    },
    any: {
      name: `${provider}.any`,
      kind: 'any',
      native: (events) => payloadOf(onlyOne(events, `${provider}.any`).data),
      context: ({ id, source }) => contextOf(id, source),
    },
  }
}
