import { type Context, http, type HttpEvent, on } from '@sampan/core'
import { vi } from 'vitest'
import { scf, type ScfContext, type ScfOptions } from '../src/index.ts'
import type { Send } from '../../../test/support/events.ts'
import { type See, seeBy, wire } from '../../../test/support/see.ts'

export { wire }

/** The context that SCF's Node.js runtime hands to a function. */
export function nativeContext(over: Partial<ScfContext> = {}): ScfContext {
  return {
    callbackWaitsForEmptyEventLoop: true,
    memory_limit_in_mb: 256,
    time_limit_in_ms: 5000,
    request_id: '0b1c2d3e-0000-4000-8000-0000000000a1',
    environment: '{"SCF_NAMESPACE":"shop"}',
    environ: 'SCF_NAMESPACE=shop;A=b=c',
    function_version: '7',
    function_name: 'shop-api',
    namespace: 'shop',
    tencentcloud_region: 'ap-guangzhou',
    tencentcloud_appid: '1250000001',
    tencentcloud_uin: '3400000001',
    ...over,
  }
}

/** What the platform makes of a function's result: it stringifies it, once. */
export async function answer(
  native: unknown,
  handler: (event: HttpEvent, context: Context) => unknown,
  options: ScfOptions = {},
): Promise<any> {
  return wire(await scf(on(http(), handler), options)(native, nativeContext()))
}

/** What a handler sees in an event; what it throws there is thrown here. */
export const see: See<[options?: ScfOptions]> = seeBy(answer)

export function apiGatewayEvent(over: object = {}, context: object = {}): object {
  return {
    requestContext: {
      serviceId: 'service-0a1b2c3d',
      path: '/shop/{id}',
      httpMethod: 'ANY',
      identity: {},
      sourceIp: '198.51.100.7',
      stage: 'release',
      ...context,
    },
    headers: { host: 'service-0a1b2c3d-1250000001.gz.apigw.tencentcs.com', 'x-qualifier': '$DEFAULT' },
    pathParameters: { id: '7' },
    queryStringParameters: {},
    headerParameters: {},
    stageVariables: { stage: 'release' },
    path: '/shop/7',
    queryString: {},
    httpMethod: 'GET',
    ...over,
  }
}

/** As it is documented; what is sent has more, see the samples. */
export function functionUrlEvent(over: object = {}): object {
  return {
    body: '{"size":"L"}',
    headers: { accept: '*/*', 'content-type': 'application/json', 'x-scf-remote-addr': '198.51.100.8' },
    httpMethod: 'POST',
    path: '/orders',
    queryString: { dry: 'yes' },
    ...over,
  }
}

export function cloudBaseEvent(over: object = {}): object {
  return {
    path: '/carts',
    httpMethod: 'GET',
    headers: { host: 'shop-0a1b2c.service.tcloudbase.com', 'x-real-ip': '192.0.2.66' },
    queryStringParameters: { page: '2' },
    requestContext: { requestId: 'a1b2', envId: 'shop-0a1b2c', appId: 1_250_000_001, uin: 3_400_000_001 },
    body: '',
    isBase64Encoded: false,
    ...over,
  }
}

export function clbEvent(headers: object = {}, over: object = {}): object {
  return {
    headers: {
      'Content-type': 'application/json',
      Host: 'shop.example.com',
      'X-Stgw-Time': '1795392000.123',
      'X-Client-Proto': 'http',
      'X-Forwarded-Proto': 'http',
      'X-Real-IP': '198.51.100.9',
      'X-Forwarded-For': '192.0.2.1, 198.51.100.9',
      'X-Uri': '/orders',
      'X-Method': 'PUT',
      ...headers,
    },
    payload: { size: 'L', count: 2 },
    isBase64Encoded: 'false',
    ...over,
  }
}

/** Events of other triggers, none of which is a request. */
export const FOREIGN: readonly (readonly [name: string, event: unknown])[] = [
  [
    'a WebSocket opening',
    { requestContext: { serviceId: 's', websocketEnable: true }, websocket: { action: 'connecting' } },
  ],
  ['a WebSocket message', { websocket: { action: 'data send', dataType: 'text', data: 'hi' } }],
  [
    'a WebSocket message that plays HTTP',
    { httpMethod: 'GET', path: '/', headers: {}, websocket: { action: 'closing' } },
  ],
  ['a timer', { Type: 'Timer', TriggerName: 'nightly', Time: '2026-11-01T03:00:00Z', Message: '' }],
  [
    'COS',
    { Records: [{ cos: { cosObject: { key: '/1/b/k' } }, event: { eventName: 'cos:ObjectCreated:Put' } }] },
  ],
  [
    'CKafka',
    { Records: [{ Ckafka: { topic: 'orders', partition: 1, offset: 5, msgKey: 'None', msgBody: '{}' } }] },
  ],
  ['a direct call with headers and payload', { headers: { kind: 'order' }, payload: { id: 1 } }],
  ['a number', 5],
  ['a text', 'hello'],
  ['bytes that are no JSON', Buffer.from([0xff, 0x00])],
  ['null', null],
  ['nothing', undefined],
]

/** For the shared helpers of test/support/events.ts. */
export const send: Send = (native, fn, context) => scf(fn)(native, nativeContext(context))

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
