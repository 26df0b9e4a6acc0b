import { type Codec, httpCodec } from '@sampan/core/adapter'
import { httpApi } from './http/api.ts'

/** HTTP APIs and Function URLs, which is what new functions stand behind. */
export const codecs: readonly Codec[] = [httpCodec(httpApi)]

/** The other HTTP payloads of AWS, in the order they are tried. */
export async function more(): Promise<readonly Codec[]> {
  return (await import('./http/more.ts')).codecs
}
