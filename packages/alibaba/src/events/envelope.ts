import { asText, badEvent, timeOf } from '@sampan/core/adapter'
import type { EventBridgeEvent } from '../native-events.ts'

/** One message that EventBridge hands over. */
export interface Enveloped<Data = any> {
  /** Missing where the trigger's event schema is RawData: then there is nothing but the data. */
  readonly envelope: EventBridgeEvent<Data> | undefined
  readonly data: Data
  /** The element of the batch, or the whole native event where it is no batch. */
  readonly native: object
}

/**
 * The first message of an event of EventBridge, for `match`; undefined for anything else. In mode event-driven the
 * native event is one CloudEvent, in mode event-streaming a list, even of one. Captures show lists of objects and lists
 * of their JSON texts. Every object passes for RawData, so a codec asks for marks of its own.
 */
export function firstMessage(native: unknown): Enveloped | undefined {
  if (!Array.isArray(native)) return messageOf(native)
  return typeof native[0] === 'string' ? firstOfTexts(native, native[0]) : messageOf(native[0])
}

/** The type of the first message's envelope: `mns:Queue:SendMessage`. */
export function firstType(native: unknown): string | undefined {
  return firstMessage(native)?.envelope?.type
}

/** Every message of it. @throws SampanError SAMPAN_BAD_EVENT where one is no object */
export function messagesOf<Data = any>(native: unknown, codec: string): Enveloped<Data>[] {
  const elements: unknown[] = Array.isArray(native) ? native : [native]
  return elements.map(
    (element, at) =>
      messageOf(typeof element === 'string' ? parse(element) : element) ??
      badEvent(codec, `message ${at} is no object`),
  )
}

/** RFC 3339, and what documents show instead of its offset: `2020-08-17T16:04:46.149Asia/Shanghai`, or `…PRC`. */
export function envelopeTime({ time }: EventBridgeEvent): string | undefined {
  return timeOf(typeof time === 'string' ? time.replace(/(?:Asia\/Shanghai|PRC)$/, '+08:00') : time)
}

/** The name at the end of a resource: `orders` of `acs:mns:cn-hangzhou:1:queues/orders`, `` where there is none. */
export function lastName(resource: unknown): string {
  return (asText(resource) ?? '').replace(/^.*[/:]/s, '')
}

/** Several codecs ask about the same list, and its first text may be large. */
const parsed = new WeakMap<readonly unknown[], Enveloped | undefined>()

function firstOfTexts(native: readonly unknown[], text: string): Enveloped | undefined {
  if (!parsed.has(native)) parsed.set(native, messageOf(parse(text)))
  return parsed.get(native)
}

function messageOf(value: any): Enveloped | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Uint8Array)
    return undefined
  const envelope = isEnvelope(value) ? value : undefined
  return { envelope, data: envelope === undefined ? value : envelope.data, native: value }
}

/** `specversion` is not asked for: test events that are written by hand lack it. */
function isEnvelope(value: any): value is EventBridgeEvent {
  return [value.id, value.source, value.type].every((attribute) => asText(attribute) !== undefined)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
