import type { Trigger } from '../trigger.ts'
import { startEngine } from './engine.ts'
import type { NativeEvent } from './event.ts'

export interface AnyTrigger extends Trigger<NativeEvent> {
  readonly kind: 'any'
}

/** What has no kind of its own: `data` is the native event, and the result is handed to the cloud as it is. */
export function any(): AnyTrigger {
  return {
    kind: 'any',
    engine: startEngine,
    label: 'any()',
    overlaps: (other) => other.kind === 'any' || other.kind === 'task',
  }
}
