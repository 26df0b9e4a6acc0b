import type { JsonSchema } from './schemas.ts'

/** One property of what a schema reads, as a parameter of its own. */
export interface Property {
  readonly schema: JsonSchema
  readonly required: boolean
}

type Properties = ReadonlyMap<string, Property>

type Resolve = (ref: string) => JsonSchema | undefined

const NONE: Properties = new Map()

/** The properties of an object schema, through references, intersections and unions. */
export function propertiesOf(schema: JsonSchema, resolve: Resolve, seen: readonly string[] = []): Properties {
  const { $ref, allOf, anyOf, oneOf, properties, required } = schema
  const all: Properties[] = []
  if (typeof properties === 'object' && properties !== null) {
    const needed = new Set(required as string[] | undefined)
    const entries = Object.entries(properties as { [name: string]: JsonSchema })
    all.push(new Map(entries.map(([name, schema]) => [name, { schema, required: needed.has(name) }])))
  }
  // A schema that refers to itself would go on for ever.
  if (typeof $ref === 'string' && !seen.includes($ref)) {
    all.push(propertiesOf(resolve($ref) ?? {}, resolve, [...seen, $ref]))
  }
  const read = (part: JsonSchema): Properties => propertiesOf(part, resolve, seen)
  if (Array.isArray(allOf)) all.push(...allOf.map(read))
  for (const union of [anyOf, oneOf]) if (Array.isArray(union)) all.push(mergeAny(union.map(read)))
  return all.length === 0 ? NONE : all.length === 1 ? all[0]! : mergeAll(all)
}

/** Each must hold: what one of them needs is needed. */
function mergeAll(parts: readonly Properties[]): Properties {
  return merge(parts, (found) => found.some(({ required }) => required), 'allOf')
}

/** One must hold: needed is what each of them needs. */
export function mergeAny(parts: readonly Properties[]): Properties {
  const isNeeded = (found: readonly Property[]): boolean =>
    found.length === parts.length && found.every(({ required }) => required)
  return merge(parts, isNeeded, 'anyOf')
}

function merge(
  parts: readonly Properties[],
  isNeeded: (found: readonly Property[]) => boolean,
  keyword: 'allOf' | 'anyOf',
): Properties {
  const names = new Set(parts.flatMap((part) => [...part.keys()]))
  return new Map(
    [...names].map((name) => {
      const found = parts.flatMap((part) => part.get(name) ?? [])
      return [
        name,
        {
          schema: combine(
            found.map(({ schema }) => schema),
            keyword,
          ),
          required: isNeeded(found),
        },
      ]
    }),
  )
}

/** Several schemas as one; `{}`, anything, where there is none. */
export function combine(schemas: readonly JsonSchema[], keyword: 'allOf' | 'anyOf' = 'anyOf'): JsonSchema {
  const unique = [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()]
  return unique.length > 1 ? { [keyword]: unique } : (unique[0] ?? {})
}
