import { PermanentError } from '@sampan/core'
import type { DtsCell, JavaByteBuffer } from '../../native-streams.ts'

/** A column's value: text where its bytes have a charset, bytes where they have none, anything else as it came. */
export function cellValue(cell: DtsCell): unknown {
  if (cell === null || cell === undefined) return null
  // Only numbers and text are documented. UNSURE are dates, decimals, bits: a cell without `data` is its own value.
  if (typeof cell !== 'object' || !('data' in cell)) return cell
  const { data, charset } = cell
  return isByteBuffer(data) ? textOf(contentOf(data), charset) : data
}

function isByteBuffer(data: unknown): data is JavaByteBuffer {
  return typeof data === 'object' && data !== null && 'hb' in data
}

/** What a reader of the buffer would get. The limit of documented samples is beyond their bytes. */
function contentOf({ hb, offset = 0, position = 0, limit }: JavaByteBuffer): Uint8Array {
  if (!Array.isArray(hb) || !hb.every((byte) => Number.isInteger(byte) && byte >= -128 && byte <= 255)) {
    throw new PermanentError('A column of the change is a buffer without bytes')
  }
  // Java's bytes are signed; the array takes each modulo 256.
  return Uint8Array.from(hb.slice(offset + position, limit === undefined ? undefined : offset + limit))
}

function textOf(bytes: Uint8Array, charset: unknown): string | Uint8Array {
  if (typeof charset !== 'string') return bytes
  try {
    const decoder = new TextDecoder(labelOf(charset), { fatal: true, ignoreBOM: true })
    // In two steps, because in one Node 20.18.3 to 24 take Windows-1252 for Latin-1: nodejs/node#56542.
    return decoder.decode(bytes, { stream: true }) + decoder.decode()
  } catch {
    // A charset that Node does not know, as MySQL's `binary`, or bytes that are none of it.
    return bytes
  }
}

/** MySQL's name of a charset as the web's. Its `latin1` is the web's too: Windows-1252. */
function labelOf(charset: string): string {
  const name = charset.toLowerCase()
  if (name.startsWith('utf8')) return 'utf-8'
  return (
    { ujis: 'euc-jp', eucjpms: 'euc-jp', cp932: 'shift_jis', tis620: 'tis-620', utf16: 'utf-16be' }[name] ??
    name
  )
}
