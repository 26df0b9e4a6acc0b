import type { BusEvent } from '@sampan/core'
import { asText, badEvent, firstOf, type MessageCodec, recordsOf, timeOf } from '@sampan/core/adapter'
import type { EventBridgeEvent } from '../../native-events.ts'
import { bodyData } from '../field.ts'

/**
 * EventBridge. Its events are CloudEvents but for their times, and on older pages for their version (`0`) and a subject
 * that is misspelt. What Tencent's services put into `data` is not documented, so events of theirs, such as of COS, stay
 * events of the bus.
 */
export const eventBridge: MessageCodec<unknown, BusEvent> = {
  name: 'tencent.eventbridge',
  kind: 'bus',
  match: (native) => isBusShape(firstEvent(native)),
  decode: (native) =>
    eventsOf(native, 'tencent.eventbridge').map((one) => ({ item: one.id, event: busEvent(one) })),
}

/** The first event of a call: one alone, or the first of a batch. */
export function firstEvent(native: any): unknown {
  return firstOf(native?.EventList) ?? firstOf(native) ?? native
}

/**
 * A target that takes batches gets `{ EventList: […] }`; the same page (1108/46254) says in words that it is a list, which
 * is read as well.
 */
export function eventsOf<Data>(native: unknown, codec: string): EventBridgeEvent<Data>[] {
  const list: unknown = (native as { EventList?: unknown }).EventList ?? native
  return recordsOf<EventBridgeEvent<Data>>(Array.isArray(list) ? list : [list], codec).map((one) =>
    isBusShape(one) ? one : badEvent(codec, 'one of a batch is no event'),
  )
}

export function isBusShape(native: any): native is EventBridgeEvent {
  const texts: unknown[] = [native?.specversion, native?.id, native?.source, native?.type]
  return texts.every((text) => asText(text) !== undefined)
}

export function subjectOf({ subject, subjuect }: EventBridgeEvent): string | undefined {
  return asText(subject) ?? asText(subjuect)
}

function busEvent(native: EventBridgeEvent): BusEvent {
  const { id, source, type, time, data, resource } = native
  return {
    kind: 'bus',
    id,
    source,
    type,
    subject: subjectOf(native),
    time: timeOf(time),
    // Older pages give its type as text.
    data: bodyData(data),
    bus: busOf(resource),
    native,
  }
}

/** The bus's id, where the event names the rule that let it through. */
function busOf(resource: unknown): string | undefined {
  const first: unknown = Array.isArray(resource) ? resource[0] : undefined
  return typeof first === 'string' ? /^qcs::eb:[^:]*:[^:]*:([^:/]+)\//.exec(first)?.[1] : undefined
}
