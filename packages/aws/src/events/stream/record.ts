import { PermanentError } from '@sampan/core'
import { badEvent, base64Data, FlawedData, textData } from '@sampan/core/adapter'

/** A field that must be base64. Where it is anything else its message fails alone, and the rest is handled. */
export function base64Field(field: unknown): unknown {
  return typeof field === 'string' ? base64Data(field) : noText()
}

/** The same for a field that must be text. */
export function textField(field: unknown): unknown {
  return typeof field === 'string' ? textData(field) : noText()
}

function noText(): FlawedData {
  return new FlawedData(
    new Uint8Array(),
    new PermanentError('The data of the message is missing, or no text', { code: 'SAMPAN_BAD_DATA' }),
  )
}

/** A field that must be an object. @throws SampanError SAMPAN_BAD_EVENT */
export function needObject(field: unknown, name: string, codec: string): any {
  return typeof field === 'object' && field !== null && !Array.isArray(field)
    ? field
    : badEvent(codec, `its ${name} is no object`)
}

/** What came as JSON, as JSON again. @throws SampanError SAMPAN_BAD_EVENT where it is so deep that this takes the stack */
export function jsonOf(value: unknown, codec: string): string {
  try {
    return JSON.stringify(value)
  } catch {
    return badEvent(codec, 'it is nested too deep')
  }
}
