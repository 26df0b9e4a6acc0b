import { asText, stripBase } from '@sampan/core/adapter'

/** A named stage is a prefix of an HTTP API's path, on custom domains too (there it replaces the mapping key). */
export function cutStage(path: string, stage: unknown): string {
  return stage === '$default' ? path : stripBase(path, asText(stage))
}
