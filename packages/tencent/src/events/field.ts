import { textData, valueData } from '@sampan/core/adapter'

/** Text, or a number as text: ids and accounts come as either, by revision of the documentation. */
export function idOf(field: unknown): string | undefined {
  return typeof field === 'number'
    ? String(field)
    : typeof field === 'string' && field !== ''
      ? field
      : undefined
}

/** A message's body is text. Should one come that was parsed already, it is taken as it is. */
export function bodyData(body: unknown): unknown {
  return typeof body === 'string' ? textData(body) : valueData(body)
}
