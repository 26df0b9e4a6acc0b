import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Context, http, type HttpEvent, on, reply } from '@sampan/core'
import { describe, expect, it } from 'vitest'
import { fc } from './index.ts'
import type { Fc2Request, FcContext } from './native.ts'
import { fc2Http } from './samples.ts'

/** `SAMPAN_FIXTURES` names a folder with payloads that others captured, outside of this repository. */
const folder = process.env['SAMPAN_FIXTURES'] && join(process.env['SAMPAN_FIXTURES'], 'alibaba')

const files = folder ? readdirSync(folder).filter((name) => name !== 'SOURCES.md') : []
const REQUEST = /^(?:http-fc3-(?!response)|api-gateway\.)/

const bytes = (name: string): Buffer => readFileSync(join(folder!, name))
const json = (name: string): any => JSON.parse(bytes(name).toString())

/** What a handler is given when the runtime calls it with `args`. */
async function seen(...args: unknown[]): Promise<[HttpEvent, Context]> {
  let found: [HttpEvent, Context]
  const handler = fc(
    on(http(), (event, context) => {
      found = [event, context]
    }),
  ) as (...args: unknown[]) => Promise<unknown>
  await handler(...args)
  return found!
}

describe.skipIf(!folder)('payloads of the fixtures folder (SAMPAN_FIXTURES)', () => {
  it.each(files.filter((name) => REQUEST.test(name)))('%s is known, and read without loss', async (name) => {
    const native = json(name)
    const [event] = await seen(bytes(name))
    const { http: sent, domainName } = native.requestContext ?? {}
    expect(event.native).toEqual(native)
    expect(event.method).toBe(sent?.method ?? native.httpMethod)
    expect(event.path).toBe(native.rawPath ?? native.path)
    expect({ ...event.query }).toEqual(native.queryParameters)
    expect(event.client.ip).toBe(sent?.sourceIp ?? native.headers['X-Real-IP'])
    expect(await event.text()).toBe(native.body)
    for (const [header, value] of Object.entries(native.headers))
      expect(event.headers.get(header)).toBe(value)
    // Captures that were masked have hosts that are none.
    const host = domainName ?? native.headers['CA-Host']
    expect(event.url).toContain(`://${/^[\w.-]+$/.test(host) ? host : 'localhost'}/`)
  })

  it.each(files.filter((name) => !REQUEST.test(name)))('%s is not taken for a request', async (name) => {
    await expect(fc(on(http(), () => 'reached'))(bytes(name))).rejects.toMatchObject({
      code: 'SAMPAN_UNKNOWN_EVENT',
    })
  })

  it('the parameters of an FC 2.0 request, as the runtime turns them into req, are read without loss', async () => {
    const params = json('http-fc2-params-request.json')
    const headers = Object.entries<string[]>(params.headersMap).map(([name, all]) => [
      name.toLowerCase(),
      all.join(', '),
    ])
    const req: Fc2Request = {
      method: params.method,
      path: params.path,
      url: params.requestURI,
      queries: params.queriesMap,
      headers: { host: params.host, ...Object.fromEntries(headers) },
      clientIP: params.clientIP,
      body: Buffer.from('{}'),
    }
    const { resp } = fc2Http.request({ method: 'GET', path: '/' }) as { resp: unknown }
    const [event] = await seen(req, resp)
    expect([event.method, event.path, event.client.ip]).toEqual([params.method, params.path, params.clientIP])
    expect(event.url).toBe(`https://${params.host}${params.path}?${params.requestURI.split('?')[1]}`)
    for (const [name, values] of Object.entries(params.queriesMap)) {
      expect([event.query[name]].flat()).toEqual(values)
    }
    expect(event.headers.get('x-multi')).toBe(params.headersMap['X-Multi'].join(', '))
  })

  it('a reply with two cookies leaves FC 2.0 as its response parameters show', async () => {
    const { status, headersMap } = json('http-fc2-params-response.json')
    const handler = fc(on(http(), () => reply(status, undefined, headersMap)))
    const sent = fc2Http.reply(await handler(fc2Http.request({ method: 'GET', path: '/' })))
    expect(sent.status).toBe(status)
    for (const [name, values] of Object.entries<string[]>(headersMap)) {
      const found = sent.headers.filter(([line]) => line === name.toLowerCase())
      expect(found.map(([, value]) => value)).toEqual(values)
    }
  })

  it('replies have the fields of the documented ones, and no others', async () => {
    for (const [reply, request] of [
      ['http-fc3-response.json', 'http-fc3-get.json'],
      ['api-gateway-response.json', 'api-gateway.json'],
    ] as const) {
      const documented = json(reply)
      const made = await fc(on(http(), () => documented.body))(bytes(request))
      expect(Object.keys(made as object).sort()).toEqual(Object.keys(documented).sort())
      expect(made).toMatchObject({ statusCode: 200, isBase64Encoded: false, body: documented.body })
    }
  })

  it.each(['context-fc2-nodejs16.json', 'context-fc3-nodejs20.json'])('%s is read', async (name) => {
    const native: FcContext = json(name)
    const [, context] = await seen(bytes('http-fc3-get.json'), native)
    expect(context.requestId).toBe(native.requestId)
    expect(context.functionName).toBe(native.function!.name)
    expect(context.functionVersion).toBe(native.service!.versionId ?? native.service!.qualifier)
    expect(context.region).toBe(native.region)
    expect(context.memoryMb).toBe(native.function!.memory)
    expect(context.remainingMs()).toBeLessThanOrEqual(native.function!.timeout! * 1000)
    expect(context.credentials?.accessKeyId).toBe(native.credentials?.accessKeyId)
    const span = native.tracing?.openTracingSpanContext?.split(':')
    expect(context.trace?.traceId).toBe(span?.[0]?.padStart(32, '0'))
    expect(context.trace?.spanId).toBe(span?.[1]?.padStart(16, '0'))
  })
})
