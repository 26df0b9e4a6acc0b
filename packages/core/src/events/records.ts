import { SampanError } from '../errors.ts'

/** A native event that nobody has checked. */
type Unchecked = { readonly [field: string]: unknown }

/** The first element of a list that may be none; undefined where it is no object. For `match`, hence it never throws. */
export function firstOf(list: unknown): any {
  const first: unknown = Array.isArray(list) ? list[0] : undefined
  return typeof first === 'object' && first !== null ? first : undefined
}

/** The records of a batch, each of which must be an object. @throws SampanError SAMPAN_BAD_EVENT */
export function recordsOf<Record = any>(list: unknown, codec: string): Record[] {
  if (!Array.isArray(list)) badEvent(codec, 'its records are no list')
  return list.map((record: unknown, at) =>
    typeof record === 'object' && record !== null
      ? (record as Record)
      : badEvent(codec, `record ${at} is no object`),
  )
}

/** A field that must be text or a number, for what cannot be acknowledged without it. @throws SampanError SAMPAN_BAD_EVENT */
export function needText(record: object, field: string, codec: string): string {
  const value = (record as Unchecked)[field]
  if (typeof value === 'string' && value !== '') return value
  return typeof value === 'number' ? String(value) : badEvent(codec, `a record has no ${field}`)
}

/** The native event is this codec's, and broken. Its values stay out of the message. */
export function badEvent(codec: string, why: string): never {
  throw new SampanError('SAMPAN_BAD_EVENT', `The ${codec} event cannot be read: ${why}`)
}
