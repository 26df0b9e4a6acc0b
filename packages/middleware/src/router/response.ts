import { Reply, SampanError, type Schema } from '@sampan/core'
import { isResponse, plainIssue } from '@sampan/core/adapter'
import type { RouteOptions } from './types.ts'

type Result = Awaited<ReturnType<Schema['~standard']['validate']>>

/**
 * What the schema makes of what a handler returned: that is sent, so that what the schema strips is not. A Reply or a
 * Response is the handler's own word and stays as it is.
 *
 * @throws SampanError SAMPAN_BAD_RESPONSE with the issues: the caller is answered 500 and shown none of them
 */
export function checkResponse(result: unknown, options: RouteOptions): unknown {
  const { response } = options
  if (response === undefined) return result
  if (isPromise(result)) return Promise.resolve(result).then((value) => check(value, response))
  return check(result, response)
}

function check(value: unknown, schema: Schema): unknown {
  if (value instanceof Reply || isResponse(value)) return value
  const result = schema['~standard'].validate(value)
  return result instanceof Promise ? result.then(accept) : accept(result)
}

function accept(result: Result): unknown {
  if (result.issues === undefined) return result.value
  const issues = result.issues.map(plainIssue)
  const told = issues.slice(0, 5).map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
  const more = issues.length > told.length ? `; and ${issues.length - told.length} more` : ''
  throw new SampanError(
    'SAMPAN_BAD_RESPONSE',
    `A handler's result does not fit the route's response schema: ${told.join('; ')}${more}`,
    // The log writes causes out.
    { cause: issues },
  )
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function'
}
