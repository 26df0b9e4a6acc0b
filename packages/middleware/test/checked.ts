import type { Context, HttpEvent } from '@sampan/core'
import type { NativeBody } from '@sampan/core/adapter'
import { checkResponse } from '../src/router/response.ts'
import type { RouteOptions } from '../src/router/types.ts'
import { checkSchemas, validate } from '../src/router/validate.ts'
import { type Call, caller, type TestAnswer, type TestRequest } from './call.ts'

type Request = Omit<TestRequest, 'target' | 'body'> & { readonly body?: NativeBody }

/** Calls a handler behind what a route asks for, on any path; the body may come as any cloud brings it. */
export function checked(
  options: RouteOptions,
  handler: (event: HttpEvent & { body?: any; header?: any }, context: Context) => unknown,
): (target: string, more?: Request) => Promise<TestAnswer> {
  checkSchemas('The route "/"', options)
  const call = caller(async (event, context) => {
    await validate(event, options)
    return checkResponse(handler(event, context), options)
  })
  return (target, more) => call(target, more as Parameters<Call>[1])
}
