import { BareRecord, textData, valueData } from '@sampan/core/adapter'
import { firstMessage } from '../envelope.ts'

/** For `match`: messages whose envelopes have the type, or RawData that a codec knows by its fields. */
export function brings(native: unknown, type: string, isRaw: (data: any) => boolean): boolean {
  const message = firstMessage(native)
  if (message === undefined) return false
  return message.envelope === undefined ? isRaw(message.data) : message.envelope.type === type
}

/**
 * The data of a body that is text, or the value of JSON that EventBridge has parsed already. A key `__proto__` in it is
 * refused either way.
 */
export function bodyData(body: unknown): unknown {
  return typeof body === 'string' ? textData(body) : valueData(body ?? undefined)
}

/** Maps of a sender's as attributes, a later one over an earlier; what is no text as its JSON. */
export function textsOf(...maps: unknown[]): { [name: string]: string } {
  const texts = new BareRecord<string>()
  for (const map of maps) {
    if (typeof map !== 'object' || map === null) continue
    for (const [name, value] of Object.entries(map)) {
      const text = typeof value === 'string' ? value : jsonText(value ?? undefined)
      if (text !== undefined) texts[name] = text
    }
  }
  return texts
}

/** Undefined where it is nested deeper than the stack, for JSON.parse reads what JSON.stringify cannot write. */
export function jsonText(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch {
    return undefined
  }
}
