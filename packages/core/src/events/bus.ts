import type { Output, Schema } from '../schema.ts'
import type { Trigger } from '../trigger.ts'
import { checkData } from './data.ts'
import { startEngine } from './engine.ts'
import type { BusEvent } from './event.ts'
import { nativeName, sameResource } from './resource.ts'

/** Event types with the schemas of their data. */
export type BusTypes = { readonly [type: string]: Schema<any, any> }

/** Events of one type, or of every type, of one bus. */
export interface BusTrigger<Data = unknown, Type extends string = string> extends Trigger<
  BusEvent<Data, Type>
> {
  readonly kind: 'bus'
  readonly bus: string
  /** Undefined where every type is taken. */
  readonly type: Type | undefined
}

/** The types that a bus declares: others would be a function that never fires. Any where it declares none. */
type TypesOf<Types extends BusTypes> = [keyof Types] extends [never] ? string : keyof Types & string

/** An event bus, or a topic that messages are published to. As a trigger it takes events of every type. */
export interface Bus<Types extends BusTypes = {}> extends BusTrigger {
  readonly name: string
  /** The schemas of its events, by their types. */
  readonly types: BusTypes
  /** Events of one type; a message that is no CloudEvent has type `message`. */
  event<Type extends TypesOf<Types>>(
    type: Type,
  ): BusTrigger<Type extends keyof Types ? Output<Types[Type]> : unknown, Type>
}

/** A bus by its name, and the types of its events: `bus('shop', { 'order.paid': z.object({ id: z.string() }) })`. */
export function bus<const Types extends BusTypes = {}>(name: string, types?: Types): Bus<Types> {
  const known: BusTypes = types ?? {}
  return {
    ...trigger(name, undefined, undefined),
    name,
    types: known,
    event: (type: string) =>
      trigger(name, type, Object.hasOwn(known, type) ? known[type] : undefined) as BusTrigger<any, any>,
  }
}

function trigger(name: string, type: string | undefined, schema: Schema<any> | undefined): BusTrigger {
  const label = type === undefined ? `bus ${name}` : `bus ${name} event ${type}`
  return {
    kind: 'bus',
    engine: startEngine,
    bus: name,
    type,
    label,
    schema,
    overlaps(other, names) {
      if (other.kind !== 'bus') return false
      const { bus: otherName, type: otherType } = other as BusTrigger
      return (
        sameResource(name, otherName, names) &&
        (type === undefined || otherType === undefined || type === otherType)
      )
    },
    claims: (event: BusEvent, names, sole) =>
      (type === undefined || event.type === type) &&
      (sole || event.bus === undefined || event.bus === nativeName(name, names)),
    prepare: checkData(label, schema),
  }
}
