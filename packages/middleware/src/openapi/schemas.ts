import { type Schema, SampanError } from '@sampan/core'
import { decodePart } from '@sampan/core/adapter'

/** A JSON Schema, as an object. */
export type JsonSchema = { readonly [keyword: string]: unknown }

/** What reads a value (`input`), or what it is afterwards (`output`). */
export type Direction = 'input' | 'output'

export type Target = 'draft-2020-12' | 'draft-07'

/** A library's own converter, such as `z.toJSONSchema`. */
export type SchemaConverter = (
  schema: any,
  options: { readonly io: Direction; readonly target: Target; readonly unrepresentable: 'any' },
) => object | undefined

export interface SchemasOptions {
  readonly target: Target
  readonly toJsonSchema?: SchemaConverter | undefined
  readonly names?: { readonly [name: string]: Schema<any, any> } | undefined
}

/** The schemas of one document: those with a name stand once, under `#/components/schemas/`. */
export interface Schemas {
  /** `where` names the schema in errors, and itself where it has to have a name: `body of POST /users`. */
  of(schema: Schema<any, any>, io: Direction, where: string): JsonSchema
  /** Adds one that is JSON Schema already. */
  add(name: string, schema: JsonSchema): JsonSchema
  /** What a `$ref` of `of()` stands for. */
  resolve(ref: string): JsonSchema | undefined
  all(): { [name: string]: JsonSchema }
}

/** The definitions of one converted schema by name; it is itself under the empty name. */
type Graph = ReadonlyMap<string, JsonSchema>

type Definitions = { readonly [name: string]: JsonSchema } | undefined

const BASE = '#/components/schemas/'

export function collectSchemas({ target, toJsonSchema, names }: SchemasOptions): Schemas {
  const given = new Map(Object.entries(names ?? {}).map(([name, schema]) => [schema, name]))
  const components = new Map<string, { readonly text: string; readonly schema: JsonSchema }>()
  const known = new Map<Schema<any, any>, { [io in Direction]?: JsonSchema }>()

  /** What a schema reads and what it gives may differ under one name: then each has its own. */
  function freeName(wanted: string, io: Direction, text: string): string {
    const plain = wanted.replace(/[^\w.-]+/g, '_').replace(/^_+/, '') || 'Schema'
    const name = [plain, plain + (io === 'input' ? 'Input' : 'Output')].find((name) => isFree(name, text))
    if (name !== undefined) return name
    let count = 2
    while (!isFree(plain + count, text)) count++
    return plain + count
  }

  function isFree(name: string, text: string): boolean {
    const taken = components.get(name)
    return taken === undefined || taken.text === text
  }

  function define(schema: Schema<any, any>, io: Direction, where: string): JsonSchema {
    const { $schema: _, $defs, definitions, ...root } = convert(schema, io, where)
    const named = { ...(definitions as Definitions), ...($defs as Definitions) }
    const graph: Graph = new Map([...Object.entries(named), ['', root]])
    const ownName = given.get(schema) ?? (reachable(graph, '', false).has('') ? pascal(where) : undefined)
    const renamed = new Map<string, string>()
    for (const key of graph.keys()) {
      if (key === '' && ownName === undefined) continue
      // All that it refers to belongs to it: the same text may mean another thing where a definition differs.
      const text = JSON.stringify([...reachable(graph, key, true)].map((key) => graph.get(key)))
      const name = freeName(key || ownName!, io, text)
      renamed.set(key, name)
      if (!components.has(name)) components.set(name, { text, schema: {} })
    }
    for (const [key, name] of renamed) {
      const { text } = components.get(name)!
      components.set(name, { text, schema: relocate(graph.get(key)!, renamed) })
    }
    return ownName === undefined ? relocate(root, renamed) : { $ref: BASE + renamed.get('') }
  }

  function convert(schema: Schema<any, any>, io: Direction, where: string): JsonSchema {
    const standard = schema['~standard'] as Schema['~standard'] & StandardJsonSchema
    let cause: unknown
    try {
      const converted =
        toJsonSchema?.(schema, { io, target, unrepresentable: 'any' }) ??
        standard.jsonSchema?.[io]({
          target,
          ...(standard.vendor === 'zod' ? { libraryOptions: { unrepresentable } } : {}),
        })
      if (converted !== undefined) return converted as JsonSchema
    } catch (error) {
      cause = error
    }
    throw new SampanError(
      'SAMPAN_NO_JSON_SCHEMA',
      `The ${where} has a schema of ${standard.vendor} that gives no JSON Schema: pass the converter of that ` +
        'library as the option toJsonSchema, or one that returns {} for it',
      { cause },
    )
  }

  return {
    of(schema, io, where) {
      const both = known.get(schema) ?? {}
      known.set(schema, both)
      return (both[io] ??= define(schema, io, where))
    },
    add(name, schema) {
      components.set(name, { text: JSON.stringify([schema]), schema })
      return { $ref: BASE + name }
    },
    resolve: (ref) => (ref.startsWith(BASE) ? components.get(ref.slice(BASE.length))?.schema : undefined),
    all: () => Object.fromEntries([...components].map(([name, { schema }]) => [name, schema])),
  }
}

/** The part of Standard JSON Schema 1 (standardschema.dev/json-schema) that is used here. */
interface StandardJsonSchema {
  readonly jsonSchema?: {
    readonly [io in Direction]: (options: { target: Target; libraryOptions?: object }) => object
  }
}

/** zod refuses what JSON has no type for. A Date leaves as its ISO text, and `z.coerce.date()` reads one. */
function unrepresentable({ zodSchema }: { zodSchema?: { type?: unknown } }): object | 'any' {
  return zodSchema?.type === 'date' ? { type: 'string', format: 'date-time' } : 'any'
}

/** Which definition a reference inside of a converted schema means, and where in it. */
function targetOf(ref: unknown): { key: string; rest: string } | undefined {
  const [found, key = '', rest = ''] =
    /^#(?:\/(?:\$defs|definitions)\/([^/]+))?(\/.*)?$/.exec(typeof ref === 'string' ? ref : '') ?? []
  if (found === undefined) return undefined
  return { key: unescapePointer(key), rest }
}

/** RFC 6901, sections 3 and 6. */
function unescapePointer(text: string): string {
  return decodePart(text).replaceAll('~1', '/').replaceAll('~0', '~')
}

function reachable(graph: Graph, from: string, withItself: boolean): Set<string> {
  const seen = new Set<string>(withItself ? [from] : [])
  const visit = (key: string): void => {
    walk(graph.get(key) ?? {}, (ref) => {
      const target = targetOf(ref)
      if (target !== undefined && !seen.has(target.key)) {
        seen.add(target.key)
        visit(target.key)
      }
      return ref
    })
  }
  visit(from)
  return seen
}

function relocate(schema: JsonSchema, renamed: ReadonlyMap<string, string>): JsonSchema {
  return walk(schema, (ref) => {
    const target = targetOf(ref)
    const name = target && renamed.get(target.key)
    return name === undefined ? ref : BASE + name + target!.rest
  })
}

const VALUES = new Set(['const', 'default', 'enum', 'example', 'examples'])
const MAPS = new Set(['properties', 'patternProperties', 'dependentSchemas'])

/** A copy with other references. Values that only look like references, and properties called `$ref`, stay. */
function walk(schema: JsonSchema, onRef: (ref: unknown) => unknown): JsonSchema {
  const inside = (value: unknown, isMap: boolean): unknown => {
    if (Array.isArray(value)) return value.map((item) => inside(item, false))
    if (typeof value !== 'object' || value === null) return value
    // From entries, a key `__proto__` is a key like any other.
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => {
        if (isMap) return [key, inside(item, false)]
        if (key === '$ref') return [key, onRef(item)]
        return [key, VALUES.has(key) ? item : inside(item, MAPS.has(key))]
      }),
    )
  }
  return inside(schema, false) as JsonSchema
}

/** `body of POST /users/:id` as a name: `BodyOfPOSTUsersId`. */
function pascal(text: string): string {
  const words = text.split(/\W+/)
  return words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('')
}
