import { type Codec, httpCodec } from '@sampan/core/adapter'
import { fc3Http } from './http/fc3.ts'

/** HTTP triggers of FC 3.0, which is what new functions stand behind. */
export const codecs: readonly Codec[] = [httpCodec(fc3Http)]

/** The other HTTP payloads of Function Compute, in the order they are tried. */
export async function more(): Promise<readonly Codec[]> {
  return (await import('./http/more.ts')).codecs
}
