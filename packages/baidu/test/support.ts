import { type Context, http, type HttpEvent, on } from '@sampan/core'
import { vi } from 'vitest'
import { cfc, type CfcContext, type CfcHandler, type CfcOptions } from '../src/index.ts'
import type { Send } from '../../../test/support/events.ts'
import { type See, seeBy, wire } from '../../../test/support/see.ts'

export { wire }

/** The context as far as anybody knows it in Node.js. */
export function nativeContext(over: Partial<CfcContext> = {}): CfcContext {
  return {
    requestID: 'f6000000-0000-4000-8000-0000000000b1',
    functionName: 'shop-api',
    functionVersion: '3',
    functionBrn: 'brn:bce:cfc:gz:0123456789abcdef0123456789abcdef:function:shop-api:3',
    memoryLimitInMB: 256,
    clientContext: '',
    ...over,
  }
}

/** Calls as the runtime does, and gives what it sends on: the JSON of the callback's second argument. */
export function call(handler: CfcHandler, native: unknown, context?: object): Promise<any> {
  return new Promise((resolve, reject) => {
    handler(native, nativeContext(context), (error, result) => {
      if (error) reject(error)
      else resolve(result === undefined ? undefined : wire(result))
    })
  })
}

/** The native reply of a function that takes every request. */
export function answer(
  native: unknown,
  handler: (event: HttpEvent, context: Context) => unknown,
  options: CfcOptions = {},
): Promise<any> {
  return call(cfc(on(http(), handler), options), native)
}

/** For the shared helpers of test/support/events.ts. */
export const send: Send = (native, fn, context) => call(cfc(fn), native, context)

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

/** What a handler sees in an event; what it throws there is thrown here. */
export const see: See<[options?: CfcOptions]> = seeBy(answer)

export function httpEvent(over: object = {}, context: object = {}): object {
  return {
    resource: '/orders/{proxy+}',
    path: '/orders/7/items',
    httpMethod: 'GET',
    headers: {
      Accept: 'text/html',
      Host: '0a1b2c3d4e5f6.cfc-execute.gz.baidubce.com',
      'User-Agent': 'Ada',
      'X-Bce-Request-Id': 'f6000000-0000-4000-8000-0000000000b1',
      authorization: 'Bearer t',
    },
    queryStringParameters: { page: '2', bare: '' },
    pathParameters: { proxy: '7/items' },
    requestContext: {
      stage: 'cfc',
      requestId: 'f6000000-0000-4000-8000-0000000000b1',
      resourcePath: '/orders/{proxy+}',
      httpMethod: 'GET',
      apiId: '0a1b2c3d4e5f6',
      ...context,
    },
    body: '',
    isBase64Encoded: false,
    ...over,
  }
}

/** The open-source EasyFaaS sends no more than this. */
export function easyFaasEvent(over: object = {}): object {
  return {
    httpMethod: 'POST',
    headers: { Host: '127.0.0.1:8003', 'Content-Type': 'application/json' },
    queryStringParameters: { a: '1' },
    body: '{"size":"L"}',
    ...over,
  }
}

/** Events of other triggers, none of which is a request. */
export const FOREIGN: readonly (readonly [name: string, event: unknown])[] = [
  [
    'BOS',
    {
      events: [
        { eventOrigin: 'bos:realtime', eventType: 'PutObject', content: { bucket: 'b', object: 'k' } },
      ],
    },
  ],
  ['CDN', { events: [{ eventSource: 'cdn', eventName: 'CachedObjectsPushed', eventDetail: {} }] }],
  [
    'a crontab',
    { source: 'cfc:crontab', detail_type: 'Scheduled Event', time: '2026-11-01T03:00:00Z', id: '1' },
  ],
  ['Kafka', { Records: [{ EventSource: 'bce:kafka', Kafka: { Value: 'MA==', Topic: 'orders' } }] }],
  ['DuerOS', { version: '2.0', session: {}, context: {}, request: { type: 'LaunchRequest' } }],
  ['a direct call', { key1: 'value1' }],
  ['a direct call that speaks of HTTP', { httpMethod: 'GET' }],
  ['the empty event of a call without body', {}],
  ['a text', 'hello'],
  ['null', null],
  ['nothing', undefined],
]
