import type { Attributes } from '@sampan/core'
import { BareRecord, fromBase64 } from '@sampan/core/adapter'
import type { SnsNotification } from '../native-events.ts'

/** The notification in the text of a queue's message, where SNS put it there without raw message delivery. */
export function notificationIn(body: string): SnsNotification | undefined {
  // Parsing every message twice would cost more than all the rest.
  if (!body.includes('"TopicArn"')) return undefined
  try {
    const value = JSON.parse(body) as Partial<SnsNotification> | null
    const known = value?.Type === 'Notification' && typeof value.TopicArn === 'string'
    return known && typeof value.Message === 'string' ? (value as SnsNotification) : undefined
  } catch {
    return undefined
  }
}

export function snsAttributes({ MessageAttributes }: SnsNotification): Attributes {
  const attributes = new BareRecord<string | Uint8Array>()
  for (const [name, attribute] of Object.entries(MessageAttributes ?? {})) {
    const value = attribute?.Value ?? ''
    attributes[name] = (attribute?.Type === 'Binary' ? fromBase64(value) : undefined) ?? value
  }
  return attributes
}
