import { decode } from 'cbor2/decoder'

/**
 * The value of CBOR: integers beyond 2^53 as BigInts, maps with keys of text as objects with own keys only.
 *
 * @throws Error where it is cut off, followed by more, nested deeper than 1024, or names a key twice
 */
export function fromCbor(bytes: Uint8Array): unknown {
  // Of a Buffer the library would hand out Buffers.
  const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return decode(plain, { rejectDuplicateKeys: true })
}
