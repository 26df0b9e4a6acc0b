import { SampanError } from './errors.ts'

/** The engines behind the resources of this process, by the resources' names. */
const bindings = new Map<string, object>()

/** Joins resources to engines: `bind({ orders: amqp(process.env.AMQP_URL) })`. Once per process, before the first call. */
export function bind(engines: { readonly [resource: string]: object }): void {
  for (const [resource, engine] of Object.entries(engines)) bindings.set(resource, engine)
}

/** @throws SampanError SAMPAN_NOT_BOUND that names the resource and the remedy */
export function bindingOf(resource: string, label: string): object {
  const binding = bindings.get(resource)
  if (binding !== undefined) return binding
  throw new SampanError(
    'SAMPAN_NOT_BOUND',
    `Nothing is bound to ${label} in this process: call bind({ ${JSON.stringify(resource)}: … }) at start, or name it under "bindings" in the configuration`,
  )
}
