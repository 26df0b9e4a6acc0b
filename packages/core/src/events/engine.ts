import type { Adapter, InvokeOptions } from '../codec.ts'
import { SampanError } from '../errors.ts'
import type { Dispatch, SampanFunction } from '../trigger.ts'
import { refuseOverlap } from '../overlap.ts'

/**
 * Checks at start-up what can be checked then, and begins to load the rest, because loading is free while an instance
 * starts. The triggers bring this along: a function over HTTP alone has nothing of it in its bundle.
 *
 * @throws SampanError SAMPAN_BAD_FUNCTION, SAMPAN_BAD_OPTION, SAMPAN_ROUTE_TAKEN
 */
export function startEngine(
  adapter: Adapter<any>,
  functions: readonly SampanFunction[],
  options: InvokeOptions,
): Promise<Dispatch> {
  const { names = {}, concurrency = 1 } = options
  if (adapter.events === undefined) {
    const other = functions.find(({ trigger }) => trigger.kind !== 'http')
    throw new SampanError(
      'SAMPAN_BAD_FUNCTION',
      `Only http() functions run here; "${other?.trigger.label}" is none`,
    )
  }
  if (!(Number.isInteger(concurrency) && concurrency > 0)) {
    throw new SampanError('SAMPAN_BAD_OPTION', `concurrency is a whole number from 1, not ${concurrency}`)
  }
  functions.forEach(({ trigger }, at) => {
    for (const before of functions.slice(0, at)) refuseOverlap(before.trigger, trigger, names)
  })
  const starting = import('./dispatch.ts').then(({ createDispatch }) =>
    createDispatch(adapter, functions, options),
  )
  // Every call will see it fail.
  starting.catch(() => {})
  return starting
}
