import type { BusEvent } from '@sampan/core'
import { asText, type MessageCodec, timeOf } from '@sampan/core/adapter'
import type { EventBridgeEvent } from '../../native-events.ts'
import { bodyData } from '../field.ts'

/**
 * EventBridge. Its events are CloudEvents but for their times, and on older pages for their version (`0`) and a subject
 * that is misspelt. What Tencent's services put into `data` is not documented, so events of theirs, such as of COS, stay
 * events of the bus.
 */
export const eventBridge: MessageCodec<EventBridgeEvent, BusEvent> = {
  name: 'tencent.eventbridge',
  kind: 'bus',
  match: isBusShape,
  decode: (native) => [{ item: native.id, event: busEvent(native) }],
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
