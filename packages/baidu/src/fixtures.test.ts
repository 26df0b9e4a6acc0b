import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { answer, see } from '../test/support.ts'
import { cfcContext } from './context.ts'
import { codecs } from './events/http.ts'
import { httpTrigger } from './samples.ts'

/** Samples that others published: tools' templates, and what typed sources say. They are not part of this repository. */
const folder = process.env['SAMPAN_FIXTURES']

function load(name: string): any {
  return JSON.parse(readFileSync(`${folder}/baidu/${name}.json`, 'utf8'))
}

describe.skipIf(!folder)('published samples (SAMPAN_FIXTURES names their folder)', () => {
  it.each([
    ['http', '/test/aaa/bbb'],
    ['easyfaas-http-event', '/'],
  ])('%s is read', async (file, path) => {
    const seen = await see(load(file), (event) => [event.method, event.path, { ...event.query }])
    expect(seen).toEqual(['GET', path, { a: '111' }])
  })

  it('http has its headers', async () => {
    expect(await see(load('http'), (event) => event.headers.get('x-bce-request-id'))).toBe(
      'f6cb833e-f818-4b80-b30c-fff437e69886',
    )
  })

  it('http-response is a reply that the sample reads, and ours has its keys', async () => {
    const envelope = load('http-response') as { body: string }
    const { status, body } = httpTrigger.reply(envelope)
    expect([status, Buffer.from(body).toString()]).toEqual([200, envelope.body])
    expect(Object.keys((await answer(load('http'), () => 'hi')) as object).toSorted()).toEqual(
      Object.keys(envelope).toSorted(),
    )
  })

  it.each([
    'bos_append',
    'bos_post',
    'bos_put',
    'cdn_domain-event',
    'cdn_object-blocked',
    'crontab',
    'dueros_end-session',
    'dueros_event-report',
    'dueros_intent-answer',
    'dueros_start-session',
    'hello-world',
    'kafka',
  ])('%s is no request', (file) => {
    const native: unknown = load(file)
    expect(codecs.some((payload) => payload.match(native))).toBe(false)
  })

  it('the context is read', () => {
    const native = load('context')
    expect(cfcContext.requestId(native)).toBe('f6cb833e-f818-4b80-b30c-fff437e69886')
    expect(cfcContext.functionName(native)).toBe('hello')
    expect(cfcContext.functionVersion(native)).toBe('$LATEST')
    expect(cfcContext.region(native)).toBe('bj')
    expect(cfcContext.memoryMb(native)).toBe(128)
    expect(cfcContext.remainingMs(native, Date.now())).toBeUndefined()
  })
})
