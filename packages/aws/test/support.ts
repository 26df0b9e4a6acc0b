import { type Context, http, type HttpEvent, on } from '@sampan/core'
import { vi } from 'vitest'
import { lambda, type LambdaContext, type LambdaOptions } from '../src/index.ts'

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

/** As the event arrives: through JSON, where `__proto__` is an ordinary key. */
export function wire<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
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
export async function see<T>(
  native: unknown,
  look: (event: HttpEvent, context: Context) => T | Promise<T>,
  options: LambdaOptions = {},
  context: LambdaContext = nativeContext(),
): Promise<T> {
  let seen: { value: T } | { error: unknown } | undefined
  const reply = (await answer(
    native,
    async (event, context) => {
      try {
        seen = { value: await look(event, context) }
      } catch (error) {
        seen = { error }
      }
    },
    options,
    context,
  )) as unknown
  if (seen === undefined) throw new Error(`The handler was not reached: ${JSON.stringify(reply)}`)
  if ('error' in seen) throw seen.error
  return seen.value
}

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
