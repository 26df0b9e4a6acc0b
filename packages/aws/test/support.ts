import { type Context, http, type HttpEvent, on } from '@sampan/core'
import { vi } from 'vitest'
import { lambda, type LambdaContext, type LambdaOptions } from '../src/index.ts'
import type { Send } from '../../../test/support/events.ts'
import { type See, seeBy } from '../../../test/support/see.ts'

export { wire } from '../../../test/support/see.ts'

/** The context that Lambda's Node.js runtime hands to a function. */
export function nativeContext(over: Partial<LambdaContext> = {}): LambdaContext {
  const deadline = Date.now() + 3000
  return {
    awsRequestId: '6f1d2c3b-0000-4000-8000-00000000beef',
    functionName: 'shop-api',
    functionVersion: '42',
    invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:shop-api:live',
    memoryLimitInMB: '256',
    getRemainingTimeInMillis: () => deadline - Date.now(),
    ...over,
  }
}

/** The native reply of a function that takes every request. */
export function answer(
  native: unknown,
  handler: (event: HttpEvent, context: Context) => unknown,
  options: LambdaOptions = {},
  context: LambdaContext = nativeContext(),
): Promise<any> {
  return lambda(on(http(), handler), options)(native, context)
}

/** What a handler sees in an event; what it throws there is thrown here. */
export const see: See<[options?: LambdaOptions, context?: LambdaContext]> = seeBy(answer)

/** Runs `work` with the log kept out of the test's output, and gives what was logged. */
export async function quiet(work: () => unknown): Promise<string[]> {
  const lines: string[] = []
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0)
  try {
    await work()
  } finally {
    write.mockRestore()
  }
  return lines
}

/** For the shared helpers of test/support/events.ts. */
export const send: Send = (native, fn, context) => lambda(fn)(native, nativeContext(context))
