import { HttpError, type HttpEvent, type Schema } from '@sampan/core'
import { plainIssue } from '@sampan/core/adapter'
import { readBody } from './body.ts'
import type { RouteOptions } from './route.ts'

type Part = 'params' | 'query' | 'body'
type Values = { [P in Part]?: unknown }
type Issue = { in: Part; path: string; message: string }

/**
 * The validated values of a request, or a promise of them. Params and query come first: a request that they
 * refuse is answered without its body being read.
 *
 * @throws HttpError 400 SAMPAN_INVALID with every issue found, 415 for a body of another type
 */
export function validate(event: HttpEvent, options: RouteOptions): Values | Promise<Values> {
  const values: Values = {}
  const issues: Issue[] = []
  const address = [check('params', options.params), check('query', options.query)].filter(
    (one) => one !== undefined,
  )
  if (address.length === 0) return options.body === undefined ? done() : body()
  return Promise.all(address).then(() => (options.body === undefined ? done() : body()))

  function check(part: 'params' | 'query', schema: Schema | undefined): Promise<void> | undefined {
    return schema && apply(part, schema, event[part])
  }

  function apply(part: Part, schema: Schema, value: unknown): Promise<void> | undefined {
    const result = schema['~standard'].validate(value)
    if (result instanceof Promise) return result.then(take)
    take(result)
    return undefined

    function take(checked: Awaited<typeof result>): void {
      if (checked.issues === undefined) values[part] = checked.value
      else for (const issue of checked.issues) issues.push({ in: part, ...plainIssue(issue) })
    }
  }

  async function body(): Promise<Values> {
    done()
    await apply('body', options.body!, await readBody(event))
    return done()
  }

  function done(): Values {
    if (issues.length === 0) return values
    throw new HttpError(400, 'The request is not valid', { code: 'SAMPAN_INVALID', details: issues })
  }
}
