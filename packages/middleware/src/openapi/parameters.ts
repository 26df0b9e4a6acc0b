import type { RouteOptions } from '../router/types.ts'
import type { Template } from './path.ts'
import { combine, mergeAny, propertiesOf, type Property } from './properties.ts'
import type { JsonSchema, Schemas } from './schemas.ts'
import type { Parameter } from './types.ts'

/** One route of an operation: its own names for the params of the path. */
export interface Variant {
  /** `POST /users/:id`, as errors call it. */
  readonly label: string
  readonly template: Template
  readonly options: RouteOptions
  readonly versionHeader: string
}

const TEXT: JsonSchema = { type: 'string' }

/** OpenAPI ignores parameters of these names (3.1.1, section 4.8.12.2.1): it says them in other places. */
const SAID_ELSEWHERE = new Set(['accept', 'authorization', 'content-type'])

export function parametersOf(
  { params }: Template,
  variants: readonly Variant[],
  schemas: Schemas,
): Parameter[] {
  const ofPath = variants.map((variant) => read(variant, 'params', schemas))
  const parameters = params.map(({ name, isRest }, at): Parameter => {
    // Routes of one path may call a param by different names: its place says which it is.
    const types = variants.map(({ template }, index): JsonSchema => {
      const key = template.params[at]?.key
      return (key === undefined ? undefined : ofPath[index]!.get(key)?.schema) ?? TEXT
    })
    return {
      name,
      in: 'path',
      ...(isRest ? { description: 'The rest of the path; it may hold slashes and may be empty.' } : {}),
      required: true,
      schema: combine(types),
    }
  })
  return [...parameters, ...queryOf(variants, schemas), ...headersOf(variants, schemas)]
}

function queryOf(variants: readonly Variant[], schemas: Schemas): Parameter[] {
  const parts = variants.map((variant) => read(variant, 'query', schemas))
  const named = [...mergeAny(parts)].map(([name, { schema, required }]): Parameter => ({
    name,
    in: 'query',
    required,
    schema,
  }))
  const open = variants.flatMap(({ label, options: { query } }, at) =>
    query === undefined || parts[at]!.size > 0 ? [] : [schemas.of(query, 'input', `query of ${label}`)],
  )
  if (open.length === 0) return named
  // Keys that are not known by name, as of a record: exploded, the object's keys are the query's.
  const any: Parameter = {
    name: 'query',
    in: 'query',
    required: false,
    style: 'form',
    explode: true,
    schema: combine(open),
  }
  return [...named, any]
}

function headersOf(variants: readonly Variant[], schemas: Schemas): Parameter[] {
  const named = [...mergeAny(variants.map((variant) => read(variant, 'headers', schemas)))]
    .filter(([name]) => !SAID_ELSEWHERE.has(name.toLowerCase()))
    .map(([name, { schema, required }]): Parameter => ({ name, in: 'header', required, schema }))
  const byHeader = new Map<string, string[]>()
  for (const { options, versionHeader } of variants) {
    if (options.version === undefined) continue
    byHeader.set(versionHeader, [...(byHeader.get(versionHeader) ?? []), options.version])
  }
  const required = byHeader.size === 1 && variants.every(({ options: { version } }) => version !== undefined)
  const versions = [...byHeader].map(([name, versions]): Parameter => ({
    name: name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase()),
    in: 'header',
    required,
    schema: { type: 'string', enum: [...new Set(versions)] },
  }))
  return [...named.filter(({ name }) => !byHeader.has(name.toLowerCase())), ...versions]
}

function read(
  { label, options }: Variant,
  part: 'params' | 'query' | 'headers',
  schemas: Schemas,
): ReadonlyMap<string, Property> {
  const schema = options[part]
  if (schema === undefined) return new Map()
  return propertiesOf(schemas.of(schema, 'input', `${part} of ${label}`), schemas.resolve)
}
