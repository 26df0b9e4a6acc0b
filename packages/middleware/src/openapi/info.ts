import { SampanError } from '@sampan/core'
import { checkOptions } from '@sampan/core/adapter'

/** @throws SampanError SAMPAN_BAD_OPTION, SAMPAN_UNKNOWN_OPTION */
export function checkInfo(
  owner: string,
  info: { readonly title: string; readonly version: string },
  known: readonly string[],
): void {
  checkOptions(`The info of ${owner}`, info, known)
  for (const name of ['title', 'version'] as const) {
    if (typeof info[name] === 'string' && info[name] !== '') continue
    throw new SampanError('SAMPAN_BAD_OPTION', `The info of ${owner} needs a ${name}, as text`)
  }
}
