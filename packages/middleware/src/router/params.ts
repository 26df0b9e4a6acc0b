import { BareRecord, decodePart } from '@sampan/core/adapter'
import type { Capture } from './table.ts'

/** Each capture under its name, decoded once. */
export function setParams(
  event: { params: unknown },
  names: readonly string[],
  captures: Capture | undefined,
): void {
  const params = new BareRecord<string>()
  for (let at = 0, capture = captures; capture !== undefined; at++, capture = capture.next) {
    const name = names[at]
    if (name) params[name] = decodePart(capture.value)
  }
  event.params = params
}
