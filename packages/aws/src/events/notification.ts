import type { SnsNotification } from '../native-events.ts'
import type { AttributeFields } from './attributes.ts'

/** The notification in the text of a queue's message, where SNS put it there without raw message delivery. */
export function notificationIn(body: string): SnsNotification | undefined {
  // Parsing every message twice would cost more than all the rest.
  if (!body.includes('"TopicArn"')) return undefined
  try {
    const value = JSON.parse(body) as Partial<SnsNotification> | null
    const texts = [value?.MessageId, value?.TopicArn, value?.Message]
    const known = value?.Type === 'Notification' && texts.every((text) => typeof text === 'string')
    return known ? (value as SnsNotification) : undefined
  } catch {
    return undefined
  }
}

export const SNS_ATTRIBUTES: AttributeFields = { type: 'Type', text: 'Value', base64: 'Value' }
