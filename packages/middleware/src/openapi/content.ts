import type { Schema } from '@sampan/core'
import type { Variant } from './parameters.ts'
import { combine } from './properties.ts'
import type { JsonSchema, Schemas } from './schemas.ts'
import type { Content, RequestBody, Response } from './types.ts'

type Media = readonly [mediaType: string, schema: JsonSchema | undefined]

const LINES = new Set(['application/x-ndjson', 'application/jsonl'])

/** What the routes of one operation read, by media type; undefined where none says anything of a body. */
export function requestBodyOf(variants: readonly Variant[], schemas: Schemas): RequestBody | undefined {
  const media = variants.flatMap(({ label, options: { body, consumes } }): Media[] => {
    const types = listOf(consumes)
    if (body === undefined) return types.map((type) => mediaOf(type, undefined))
    const schema = schemas.of(body, 'input', `body of ${label}`)
    // Without `consumes` forms are read too, but JSON is what is meant.
    return (types.length === 0 ? ['application/json'] : types).map((type) => mediaOf(type, schema))
  })
  if (media.length === 0) return undefined
  const lines = media.map(([type]) => type).find((type) => LINES.has(type))
  return {
    // OpenAPI 3.1 has no schema for the items of a sequence.
    ...(lines === undefined ? {} : { description: `${lines}: one value a line, each as the schema says.` }),
    required: variants.every(({ options: { body } }) => body !== undefined),
    content: contentOf(media),
  }
}

/** 200 with what the routes produce, 204 where nothing is one of their results. */
export function successOf(variants: readonly Variant[], schemas: Schemas): { [status: string]: Response } {
  const media: Media[] = []
  let [isEmpty, isFull] = [false, false]
  for (const { label, options } of variants) {
    const { response, produces } = options
    const types = listOf(produces)
    if (response === undefined) {
      isFull = true
      media.push(...types.map((type) => mediaOf(type, undefined)))
      continue
    }
    const schema = schemas.of(response, 'output', `response of ${label}`)
    const mayBeEmpty = takes(response, undefined)
    isEmpty ||= mayBeEmpty && !(isAnything(schema) && takes(response, null))
    if (mayBeEmpty && isAnything(schema) && isEmpty) continue
    isFull = true
    media.push(...(types.length === 0 ? ['application/json'] : types).map((type) => mediaOf(type, schema)))
  }
  const content = media.length === 0 ? {} : { content: contentOf(media) }
  return {
    ...(isFull ? { 200: { description: 'OK', ...content } } : {}),
    ...(isEmpty ? { 204: { description: 'No Content' } } : {}),
  }
}

/** Whether a handler's result may be this value; JSON Schema cannot tell of undefined, the schema itself can. */
function takes(schema: Schema<any, any>, value: undefined | null): boolean {
  try {
    const result = schema['~standard'].validate(value)
    return !(result instanceof Promise) && result.issues === undefined && result.value === value
  } catch {
    return false
  }
}

function isAnything(schema: JsonSchema): boolean {
  return Object.keys(schema).length === 0
}

function mediaOf(type: string, schema: JsonSchema | undefined): Media {
  // Text is text, whatever it is text of: the schema of a result as CSV is that of the result before it was written.
  if (/^text\//i.test(type)) return [type, schema?.['type'] === 'string' ? schema : { type: 'string' }]
  return [type, schema]
}

function contentOf(media: readonly Media[]): Content {
  const byType = new Map<string, JsonSchema[]>()
  for (const [type, schema] of media) {
    byType.set(type, [...(byType.get(type) ?? []), ...(schema === undefined ? [] : [schema])])
  }
  return Object.fromEntries(
    [...byType].map(([type, schemas]) => [type, schemas.length === 0 ? {} : { schema: combine(schemas) }]),
  )
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  return typeof value === 'string' ? [value] : (value ?? [])
}
