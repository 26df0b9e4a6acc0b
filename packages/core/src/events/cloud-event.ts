import { asText } from '../http/field.ts'
import { base64Data } from './data.ts'
import { timeOf } from './time.ts'

/** The attributes of a message that is a CloudEvent itself. */
export interface CloudEventAttributes {
  readonly id: string
  readonly source: string
  readonly type: string
  readonly subject: string | undefined
  readonly time: string | undefined
  readonly data: unknown
}

/**
 * A message that is a CloudEvent in JSON (structured mode); undefined where it is something else.
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md
 */
export function cloudEventOf(message: unknown): CloudEventAttributes | undefined {
  if (typeof message !== 'object' || message === null) return undefined
  const {
    specversion,
    id,
    source,
    type,
    subject,
    time,
    data,
    data_base64: base64,
  } = message as Partial<Fields>
  if (specversion !== '1.0') return undefined
  const [knownId, knownSource, knownType] = [asText(id), asText(source), asText(type)]
  if (knownId === undefined || knownSource === undefined || knownType === undefined) return undefined
  return {
    id: knownId,
    source: knownSource,
    type: knownType,
    subject: asText(subject),
    time: timeOf(time),
    data: typeof base64 === 'string' ? base64Data(base64) : data,
  }
}

type Fields = { [Name in keyof CloudEventAttributes | 'specversion' | 'data_base64']: unknown }
