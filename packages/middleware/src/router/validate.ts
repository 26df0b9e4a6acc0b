import { HttpError, type HttpEvent, SampanError, type Schema } from '@sampan/core'
import { BareRecord, type LazyHttpEvent, limitBody, plainIssue } from '@sampan/core/adapter'
import { bodyType, isLines, parsers, readBody } from './body.ts'
import type { RouteOptions } from './types.ts'

/** Of a body that a schema checks, where the route says no other: as much as `serve()` takes. */
const DEFAULT_BODY_BYTES = 10 * 1024 * 1024

/** What of a request may have a schema, and where its value stands on the event. */
const PARTS = { params: 'params', query: 'query', headers: 'header', body: 'body' } as const

type Part = keyof typeof PARTS
type Result = Awaited<ReturnType<Schema['~standard']['validate']>>
type Results = { readonly [P in Part]?: Result | undefined }

/**
 * What can be told before any request comes. `owner` is how the error calls the route.
 *
 * @throws SampanError SAMPAN_BAD_OPTION
 */
export function checkSchemas(owner: string, options: RouteOptions): void {
  for (const part of [...(Object.keys(PARTS) as Part[]), 'response'] as const) {
    const schema: Partial<Schema> | undefined = options[part]
    // A library of before the standard, or an import cycle.
    if (part in options && typeof schema?.['~standard']?.validate !== 'function') {
      throw badOption(`${owner}: "${part}" is no Standard Schema`)
    }
  }
  const { maxBodyBytes } = options
  if (maxBodyBytes !== undefined && !(Number.isSafeInteger(maxBodyBytes) && maxBodyBytes >= 0)) {
    throw badOption(`${owner}: "maxBodyBytes" is a whole number of bytes, not ${String(maxBodyBytes)}`)
  }
}

/**
 * Puts what the schemas make of a request on its event. There is a promise to wait for only where a schema gives
 * one, or a body is read. The body comes last: a request that is refused for the rest is answered without it.
 *
 * @throws HttpError 400 SAMPAN_INVALID with every issue found, 413 SAMPAN_BODY_TOO_LARGE, 415 for a body of another type
 */
export function validate(event: HttpEvent, options: RouteOptions): Promise<void> | undefined {
  const { params, query, headers, body, maxBodyBytes } = options
  if (maxBodyBytes !== undefined) limitBody(event, maxBodyBytes)
  const ofParams = params?.['~standard'].validate(event.params)
  const ofQuery = query?.['~standard'].validate(event.query)
  const ofHeaders = headers?.['~standard'].validate(headerRecord(event))
  if (ofParams instanceof Promise || ofQuery instanceof Promise || ofHeaders instanceof Promise) {
    return Promise.all([ofParams, ofQuery, ofHeaders]).then(([params, query, headers]) => {
      accept(event, { params, query, headers })
      return body && validateBody(event, body, options)
    })
  }
  if (ofParams || ofQuery || ofHeaders) {
    accept(event, { params: ofParams, query: ofQuery, headers: ofHeaders })
  }
  return body && validateBody(event, body, options)
}

/** Lower-case names; a repeated header is one value, as `event.headers.get()` has it. */
function headerRecord({ headers }: HttpEvent): { [name: string]: string } {
  const record = new BareRecord<string>()
  for (const [name] of headers) record[name] ??= headers.get(name)!
  return record
}

function validateBody(
  event: HttpEvent,
  schema: Schema,
  { consumes, maxBodyBytes }: RouteOptions,
): Promise<void> | undefined {
  const standard = schema['~standard']
  const type = bodyType(event)
  if (isLines(type, consumes)) {
    return parsers().then(({ parseLines }) => {
      ;(event as LazyHttpEvent<unknown>).body = parseLines(event, schema)
    })
  }
  // Lines are read one by one, each with its own limit; anything else is read whole before it is checked.
  if (maxBodyBytes === undefined) limitBody(event, DEFAULT_BODY_BYTES)
  const value = readBody(event, type, consumes)
  const result =
    value instanceof Promise ? value.then((body) => standard.validate(body)) : standard.validate(value)
  if (result instanceof Promise) return result.then((body) => accept(event, { body }))
  return accept(event, { body: result })
}

function accept(event: object, results: Results): undefined {
  let refused: object[] | undefined
  for (const part in PARTS) {
    const issues = results[part as Part]?.issues
    if (issues === undefined) continue
    // An empty list refuses as well.
    refused ??= []
    for (const issue of issues) refused.push({ in: part, ...plainIssue(issue) })
  }
  if (refused) {
    throw new HttpError(400, 'The request is not valid', { code: 'SAMPAN_INVALID', details: refused })
  }
  for (const part in PARTS) {
    const result = results[part as Part]
    if (result)
      (event as { [name: string]: unknown })[PARTS[part as Part]] = (result as { value: unknown }).value
  }
}

function badOption(message: string): SampanError {
  return new SampanError('SAMPAN_BAD_OPTION', message)
}
