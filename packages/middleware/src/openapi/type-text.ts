import { type Html, join, markup } from './markup.ts'
import type { JsonSchema } from './schemas.ts'

const BASE = '#/components/schemas/'

/** A JSON Schema as one reads types: `{ id: integer, name?: string }`, with links to the schemas that have a name. */
export function typeText(schema: unknown, indent = ''): Html {
  if (schema === false) return markup`nothing`
  if (typeof schema !== 'object' || schema === null) return markup`anything`
  const { $ref, const: constant, enum: values, anyOf, oneOf, allOf, type } = schema as JsonSchema
  if (typeof $ref === 'string') return reference($ref)
  if (constant !== undefined) return markup`${JSON.stringify(constant)}`
  if (Array.isArray(values)) return markup`${values.map((value) => JSON.stringify(value)).join(' | ')}`
  const union = anyOf ?? oneOf
  if (Array.isArray(union))
    return markup`${join(
      union.map((one) => typeText(one, indent)),
      ' | ',
    )}`
  if (Array.isArray(allOf))
    return markup`${join(
      allOf.map((one) => typeText(one, indent)),
      ' & ',
    )}`
  if (Array.isArray(type)) {
    return markup`${join(
      type.map((one) => typeText({ ...schema, type: one }, indent)),
      ' | ',
    )}`
  }
  return plainType(schema as JsonSchema, indent)
}

function plainType(schema: JsonSchema, indent: string): Html {
  const { type, format, contentMediaType, items, prefixItems, properties } = schema
  if (type === 'array' || items !== undefined || prefixItems !== undefined) {
    if (!Array.isArray(prefixItems)) return markup`array of ${typeText(items, indent)}`
    return markup`[${join(
      prefixItems.map((one) => typeText(one, indent)),
      ', ',
    )}]`
  }
  if (type === 'object' || properties !== undefined) return objectType(schema, indent)
  const more = format ?? contentMediaType
  return typeof type === 'string'
    ? markup`${type}${typeof more === 'string' && ` ${more}`}`
    : markup`anything`
}

function objectType({ properties, required, additionalProperties }: JsonSchema, indent: string): Html {
  const needed = new Set(required as string[] | undefined)
  const inner = `${indent}  `
  const lines = Object.entries((properties ?? {}) as { [name: string]: JsonSchema }).map(([name, schema]) => {
    const key = /^[\w$-]+$/.test(name) ? name : JSON.stringify(name)
    const note = noteOf(schema)
    const mark = needed.has(name) ? '' : '?'
    return markup`${inner}<b>${key}</b>${mark}: ${typeText(schema, inner)}${note && markup`  <i>${note}</i>`}\n`
  })
  if (typeof additionalProperties === 'object') {
    lines.push(markup`${inner}[key]: ${typeText(additionalProperties, inner)}\n`)
  }
  return lines.length === 0 ? markup`object` : markup`{\n${lines}${indent}}`
}

const LIMITS = [
  'default',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'pattern',
]

/** What a type does not say: `the name; minLength 1`. */
export function noteOf(schema: unknown): string {
  if (typeof schema !== 'object' || schema === null) return ''
  const { description, ...limits } = schema as JsonSchema
  const told = LIMITS.filter((name) => isTelling(name, limits[name])).map(
    (name) => `${name} ${typeof limits[name] === 'string' ? limits[name] : JSON.stringify(limits[name])}`,
  )
  return [...(typeof description === 'string' ? [description.replace(/\s+/g, ' ')] : []), ...told].join('; ')
}

/** That an integer is a safe one goes without saying. */
function isTelling(name: string, value: unknown): boolean {
  return value !== undefined && !(name.endsWith('m') && Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER)
}

function reference($ref: string): Html {
  if (!$ref.startsWith(BASE)) return markup`${$ref}`
  const [name = '', ...rest] = $ref.slice(BASE.length).split('/')
  return markup`<a href="#schema-${name}">${name}</a>${rest.map((part) => `/${part}`)}`
}
