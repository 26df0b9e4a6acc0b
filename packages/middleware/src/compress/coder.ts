import type { Transform } from 'node:stream'
import type { ReplyBody } from '@sampan/core'
import { chunksOf, collect } from '@sampan/core/adapter'

export type Coding = 'br' | 'zstd' | 'gzip' | 'deflate'

type Coder = (streams: boolean) => Transform

/** What this Node can write: zstd only from 22.15 on. Loaded with the first reply that is compressed. */
export interface Coders {
  has(coding: Coding): boolean
  whole(coding: Coding, body: string | Uint8Array): Promise<Uint8Array>
  /** Ends when the body does, and fails as it does; a reader that goes away closes it. */
  stream(coding: Coding, body: ReplyBody): AsyncIterable<Uint8Array>
}

export async function loadCoders(): Promise<Coders> {
  const [zlib, { pipeline, Readable }] = await Promise.all([import('node:zlib'), import('node:stream')])
  const { constants } = zlib
  // A stream is flushed at every chunk: an event that stays in the coder until the next one comes is late.
  const deflating = (streams: boolean): object => (streams ? { flush: constants.Z_SYNC_FLUSH } : {})
  // The types of Node 20 do not know it.
  const { createZstdCompress: zstd } = zlib as { createZstdCompress?: (options: object) => Transform }
  const coders: { readonly [C in Coding]: Coder | undefined } = {
    gzip: (streams) => zlib.createGzip(deflating(streams)),
    deflate: (streams) => zlib.createDeflate(deflating(streams)),
    br: (streams) =>
      zlib.createBrotliCompress({
        // The default 11 is for files that are compressed once; 5 is smaller than gzip, and about as fast.
        params: { [constants.BROTLI_PARAM_QUALITY]: 5 },
        ...(streams && { flush: constants.BROTLI_OPERATION_FLUSH }),
      }),
    // ZSTD_e_flush is 1.
    zstd: zstd && ((streams) => zstd(streams ? { flush: 1 } : {})),
  }
  return {
    has: (coding) => coders[coding] !== undefined,
    whole(coding, body) {
      const coder = coders[coding]!(false)
      coder.end(body)
      return collect(coder as AsyncIterable<Uint8Array>)
    },
    stream(coding, body) {
      const coder = coders[coding]!(true)
      // One chunk ahead: sixteen, the default, would be read of a body that nobody may want.
      const source = Readable.from(chunksOf(body), { highWaterMark: 1 })
      // The failure is seen by who reads the coder.
      pipeline(source, coder, () => {})
      return coder
    },
  }
}
