import { type Codec, httpCodec } from '@sampan/core/adapter'
import { functionUrl } from './http/function-url.ts'

/** Function URLs, which is what new functions stand behind. */
export const codecs: readonly Codec[] = [httpCodec(functionUrl)]

/** The other HTTP payloads of SCF, in the order they are tried. */
export async function more(): Promise<readonly Codec[]> {
  return (await import('./http/more.ts')).codecs
}
