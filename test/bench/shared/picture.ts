/** 100 KB of bytes that are no text. */
export const picture: Uint8Array<ArrayBuffer> = Uint8Array.from(
  { length: 100_000 },
  (_, at) => (at * 151 + (at >> 8)) & 255,
)
