import type { Bus, BusTrigger, Queue, SampanFunction, Schema, Stream } from '@sampan/core'
import { checkOptions } from '@sampan/core/adapter'
import { checkInfo } from '../openapi/info.ts'
import { collectSchemas, type Schemas } from '../openapi/schemas.ts'
import type {
  AsyncApiDocument,
  AsyncApiInfo,
  AsyncApiOptions,
  Channel,
  ChannelOperation,
  Message,
} from './types.ts'

export type { JsonSchema, SchemaConverter } from '../openapi/schemas.ts'
export type * from './types.ts'

/** Functions by the names of their operations, as `import * as functions` gives them, or in a list. */
export type Functions = { readonly [name: string]: unknown } | readonly SampanFunction<any>[]

const INFO = ['title', 'version', 'description', 'termsOfService', 'contact', 'license']
const OPTIONS = ['servers', 'names', 'schemas', 'toJsonSchema']

interface Source {
  readonly kind: 'queue' | 'bus' | 'stream'
  readonly name: string
  /** By the messages' names. Undefined: of any shape. */
  readonly messages: ReadonlyMap<string, Schema<any, any> | undefined>
}

/**
 * An AsyncAPI 3 document of what functions receive from queues, buses and streams; other functions are passed over:
 * `asyncapi(functions, { title: 'Shop', version: '1.0.0' })`.
 *
 * @throws SampanError SAMPAN_NO_JSON_SCHEMA (a schema whose library cannot tell what it takes), SAMPAN_UNKNOWN_OPTION
 */
export function asyncapi(
  functions: Functions,
  info: AsyncApiInfo,
  options: AsyncApiOptions = {},
): AsyncApiDocument {
  checkInfo('asyncapi()', info, INFO)
  checkOptions('asyncapi()', options, OPTIONS)
  const { servers, names = {}, schemas: named, toJsonSchema } = options
  // A payload without a schemaFormat is one of draft 7 (AsyncAPI 3.0, Schema Object).
  const schemas = collectSchemas({ target: 'draft-07', toJsonSchema, names: named })
  const channels = new Map<string, Channel & { readonly messages: { [id: string]: Message } }>()
  const operations = new Map<string, ChannelOperation>()
  for (const [name, trigger] of triggersOf(functions)) {
    const source = sourceOf(trigger)
    if (source === undefined) continue
    const id = `${source.kind}.${source.name}`
    const channel = channels.get(id) ?? {
      address: Object.hasOwn(names, source.name) ? names[source.name]! : source.name,
      description: `The ${source.kind} ${source.name}.`,
      messages: Object.create(null) as { [id: string]: Message },
    }
    channels.set(id, channel)
    const messages = [...source.messages].map(([message, schema]) => {
      // A function that takes every type knows no more of one than the function of that type does.
      if (channel.messages[message]?.payload === undefined) {
        channel.messages[message] = messageOf(
          message,
          schema,
          `message ${message} of ${trigger.label}`,
          schemas,
        )
      }
      return { $ref: `#/channels/${pointer(id)}/messages/${pointer(message)}` }
    })
    operations.set(freeName(name ?? id, operations), {
      action: 'receive',
      channel: { $ref: `#/channels/${pointer(id)}` },
      messages,
    })
  }
  return {
    asyncapi: '3.0.0',
    info,
    ...(servers === undefined ? {} : { servers }),
    defaultContentType: 'application/json',
    channels: Object.fromEntries(channels),
    operations: Object.fromEntries(operations),
    components: { schemas: schemas.all() },
  }
}

type Trigger = SampanFunction['trigger']

function triggersOf(functions: Functions): [name: string | undefined, trigger: Trigger][] {
  const entries: [string | undefined, unknown][] = Array.isArray(functions)
    ? functions.map((one) => [undefined, one])
    : Object.entries(functions)
  return entries.flatMap(([name, one]): [string | undefined, Trigger][] => {
    // A module exports other things beside its functions.
    const trigger = (one as SampanFunction | null | undefined)?.trigger
    return typeof trigger?.kind === 'string' ? [[name, trigger]] : []
  })
}

function sourceOf(trigger: Trigger): Source | undefined {
  switch (trigger.kind) {
    case 'queue':
    case 'stream': {
      const { kind, name } = trigger as Queue | Stream
      return { kind, name, messages: new Map([[name, trigger.schema]]) }
    }
    case 'bus': {
      const { bus: name, type, types = {} } = trigger as BusTrigger & Partial<Bus>
      if (type !== undefined) return { kind: 'bus', name, messages: new Map([[type, trigger.schema]]) }
      const known = Object.entries(types)
      return { kind: 'bus', name, messages: new Map(known.length > 0 ? known : [['message', undefined]]) }
    }
    default:
      return undefined
  }
}

function messageOf(
  name: string,
  schema: Schema<any, any> | undefined,
  where: string,
  schemas: Schemas,
): Message {
  return schema === undefined ? { name } : { name, payload: schemas.of(schema, 'input', where) }
}

function freeName(wanted: string, taken: ReadonlyMap<string, unknown>): string {
  let name = wanted
  for (let count = 2; taken.has(name); count++) name = wanted + count
  return name
}

/** One step of a JSON pointer in a URI (RFC 6901, sections 3 and 6). */
function pointer(key: string): string {
  return encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))
}
