/** The codec that knows the event, if any does. */
export function findCodec<C extends { match(native: unknown): boolean }>(
  codecs: readonly C[],
  native: unknown,
): C | undefined {
  for (const codec of codecs) if (codec.match(native)) return codec
  return undefined
}
