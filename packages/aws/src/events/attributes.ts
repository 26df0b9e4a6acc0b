import type { Attributes } from '@sampan/core'
import { BareRecord, fromBase64 } from '@sampan/core/adapter'

/** How a service calls the parts of an attribute. */
export interface AttributeFields {
  /** `String`, `Number` or `Binary`, with a suffix of the sender's. */
  readonly type: string
  readonly text: string
  readonly base64: string
}

/** The attributes that SQS and SNS carry beside a message, added to those that are known. */
export function addAttributes(known: Attributes, map: unknown, fields: AttributeFields): Attributes {
  const attributes: { [name: string]: string | Uint8Array } = Object.assign(
    new BareRecord<string | Uint8Array>(),
    known,
  )
  if (typeof map !== 'object' || map === null) return attributes
  for (const [name, attribute] of Object.entries(map as { [name: string]: any })) {
    const text: unknown = attribute?.[fields.text]
    const base64: unknown = attribute?.[fields.base64]
    const type: unknown = attribute?.[fields.type]
    const binary = typeof text !== 'string' || (typeof type === 'string' && type.startsWith('Binary'))
    const bytes = binary && typeof base64 === 'string' ? fromBase64(base64) : undefined
    // What claims to be base64 and is none stays what it is: text.
    attributes[name] = bytes ?? textOf(text) ?? textOf(base64) ?? ''
  }
  return attributes
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
