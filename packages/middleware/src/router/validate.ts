import { HttpError, type HttpEvent, type Schema } from '@sampan/core'
import { plainIssue } from '@sampan/core/adapter'
import { readBody } from './body.ts'
import { ROUTE_OPTIONS } from './route.ts'
import type { RouteOptions } from './types.ts'

type Part = (typeof ROUTE_OPTIONS)[number]
type Result = Awaited<ReturnType<Schema['~standard']['validate']>>
type Results = { readonly [P in Part]?: Result | undefined }

/**
 * Puts what the schemas make of a request on its event. There is a promise to wait for only where a schema gives
 * one, or a body is read. Params and query come first: a request that they refuse is answered without its body.
 *
 * @throws HttpError 400 SAMPAN_INVALID with every issue found, 415 for a body of another type
 */
export function validate(event: HttpEvent, { params, query, body }: RouteOptions): Promise<void> | undefined {
  const ofParams = params?.['~standard'].validate(event.params)
  const ofQuery = query?.['~standard'].validate(event.query)
  if (ofParams instanceof Promise || ofQuery instanceof Promise) {
    return Promise.all([ofParams, ofQuery]).then(([params, query]) => {
      accept(event, { params, query })
      return body && validateBody(event, body)
    })
  }
  if (ofParams || ofQuery) accept(event, { params: ofParams, query: ofQuery })
  return body && validateBody(event, body)
}

function validateBody(event: HttpEvent, schema: Schema): Promise<void> | undefined {
  const standard = schema['~standard']
  const value = readBody(event)
  const result =
    value instanceof Promise ? value.then((body) => standard.validate(body)) : standard.validate(value)
  if (result instanceof Promise) return result.then((body) => accept(event, { body }))
  return accept(event, { body: result })
}

function accept(event: object, results: Results): undefined {
  let refused: object[] | undefined
  for (const part of ROUTE_OPTIONS) {
    const issues = results[part]?.issues
    if (issues === undefined) continue
    // An empty list refuses as well.
    refused ??= []
    for (const issue of issues) refused.push({ in: part, ...plainIssue(issue) })
  }
  if (refused) {
    throw new HttpError(400, 'The request is not valid', { code: 'SAMPAN_INVALID', details: refused })
  }
  for (const part of ROUTE_OPTIONS) {
    const result = results[part]
    if (result) (event as { [P in Part]: unknown })[part] = (result as { value: unknown }).value
  }
}
