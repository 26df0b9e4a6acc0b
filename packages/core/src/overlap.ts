import { SampanError } from './errors.ts'
import type { Names } from './events/resource.ts'
import type { Trigger } from './trigger.ts'

/** @throws SampanError SAMPAN_ROUTE_TAKEN that names both where no event could tell the two apart */
export function refuseOverlap(one: Trigger, other: Trigger, names: Names): void {
  if (!one.overlaps(other, names)) return
  throw new SampanError(
    'SAMPAN_ROUTE_TAKEN',
    `No event can tell "${one.label}" from "${other.label}": remove one of them`,
  )
}
