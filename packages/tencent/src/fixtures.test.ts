import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { answer, see } from '../test/support.ts'
import { scfContext } from './context.ts'
import { codecs, more } from './events/http.ts'
import { httpSamples } from './samples.ts'

const every = [...codecs, ...(await more())]

/** Samples that others published: from the documentation, and captured. They are not part of this repository. */
const folder = process.env['SAMPAN_FIXTURES']

function load(name: string): any {
  return JSON.parse(readFileSync(`${folder}/tencent/${name}.json`, 'utf8'))
}

describe.skipIf(!folder)('published samples (SAMPAN_FIXTURES names their folder)', () => {
  it.each([
    ['apigw', 'tencent.api-gateway', 'POST', '/test/value', { foo: 'bar', bob: 'alice' }, '10.0.2.14'],
    ['function-url', 'tencent.function-url', 'POST', '/', { a: '1', b: '2' }, '111.206.96.145'],
    ['cloudbase-http', 'tencent.cloudbase', 'GET', '/hello', { a: '1' }, undefined],
    ['clb', 'tencent.clb', 'POST', '/scf_location', {}, '9.43.175.219'],
  ])('%s is read', async (file, name, method, path, query, ip) => {
    const native: unknown = load(file)
    expect(every.filter((payload) => payload.match(native)).map((payload) => payload.name)).toEqual([name])
    const seen = await see(native, (event) => ({
      method: event.method,
      path: event.path,
      query: { ...event.query },
      ip: event.client.ip,
    }))
    expect(seen).toEqual({ method, path, query, ip })
  })

  it.each([
    ['apigw', { test: 'body' }],
    ['function-url', { test: 'hello world' }],
    ['clb', { key1: '123', key2: 'abc' }],
  ])('%s has its body', async (file, body) => {
    expect(await see(load(file), (event) => event.json())).toEqual(body)
  })

  it.each(['apigw-response', 'apigw-response-multivalue', 'function-url-response'])(
    '%s is a reply that the samples read',
    (file) => {
      const envelope = load(file) as { statusCode: number; body: string }
      const received = httpSamples[0]!.reply(envelope)
      expect(received.status).toBe(envelope.statusCode)
      expect(Buffer.from(received.body).toString()).toBe(envelope.body)
    },
  )

  it('a reply has the keys of the published one', async () => {
    expect(Object.keys((await answer(load('apigw'), () => 'hi')) as object).toSorted()).toEqual(
      Object.keys(load('apigw-response') as object).toSorted(),
    )
  })

  it.each([
    'apigw-websocket-connect',
    'apigw-websocket-data',
    'apigw-websocket-closing',
    'ckafka',
    'cls',
    'cmq-topic',
    'cmq-captured-2017',
    'cos',
    'dlq-message',
    'eventbridge-cloudevents',
    'mps-workflow',
    'tdmq-pulsar-eventbridge',
    'timer',
    'invoke-wire-request',
  ])('%s is no request', (file) => {
    const native: unknown = load(file)
    expect(every.some((payload) => payload.match(native))).toBe(false)
  })

  it('the context is read', () => {
    const native = load('context')
    expect(scfContext.requestId(native)).toBe('4ca7089c-3bb0-48cf-bcdb-26d130fed2ae')
    expect(scfContext.functionName(native)).toBe('test')
    expect(scfContext.functionVersion(native)).toBe('$LATEST')
    expect(scfContext.region(native)).toBe('ap-chengdu')
    expect(scfContext.memoryMb(native)).toBe(128)
    expect(scfContext.memoryMb(load('context-captured-2017'))).toBe(128)
    expect(scfContext.remainingMs(native, Date.now())).toBeGreaterThan(2900)
  })
})
