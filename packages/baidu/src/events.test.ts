import { on, queue } from '@sampan/core'
import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Kind, kinds, natives, taking, triggers } from '../test/kinds.ts'
import { handled } from '../../../test/support/events.ts'
import { call, send } from '../test/support.ts'
import { events as codecs } from './events/table.ts'
import { cfc } from './index.ts'

beforeEach(() => void vi.spyOn(process.stdout, 'write').mockReturnValue(true))
afterEach(() => vi.restoreAllMocks())

/** Anything at all, known by nothing. */
const unmarked = (name: string): boolean => name === 'baidu.invoke' || name === 'baidu.any'

describe('every event', () => {
  it.each(natives)('%s is taken by one codec, of its kind', (name, kind, native) => {
    const matching = codecs.filter((codec) => !codec.last && codec.match(native))
    expect(matching.map((codec) => [codec.name, codec.kind])).toEqual(unmarked(name) ? [] : [[name, kind]])
  })

  it.each(natives)('%s goes to the function of its kind, of functions of all', async (_, kind, native) => {
    const seen: string[] = []
    // A call by name and anything else cannot be told apart.
    const others = kinds.filter((one) => one !== (kind === 'any' ? 'task' : 'any'))
    const functions = others.map((one) => taking(one, () => void seen.push(one)))
    await call(cfc(...functions, { names: { resize: 'shop-api' } }), native)
    expect(seen).toEqual([kind])
  })

  it.each(natives)('%s is refused by a function of another kind', async (name, kind, native) => {
    const fn = taking(kind === 'queue' ? 'stream' : 'queue', () => {})
    await expect(send(native, fn)).rejects.toMatchObject({
      code: unmarked(name) ? 'SAMPAN_UNKNOWN_EVENT' : 'SAMPAN_NO_FUNCTION',
    })
  })

  it.each(natives)('%s fails the invocation where the handler throws', async (_, kind, native) => {
    const error = new RangeError('no')
    const calls: unknown[][] = []
    await new Promise<void>((resolve) => {
      cfc(taking(kind, () => Promise.reject(error)))(native, {}, (...args) => {
        calls.push(args)
        resolve()
      })
    })
    expect(calls).toEqual([[error]])
  })

  it('of a queue goes to the function whose resource has its name, or is mapped to it', async () => {
    const native = natives.find(([name]) => name === 'baidu.rocketmq')![2]
    const seen: string[] = []
    const orders = on(triggers.queue, () => void seen.push('orders'))
    const other = on(queue('other'), () => void seen.push('other'))
    await call(cfc(orders, other), native)
    await call(cfc(orders, other, { names: { orders: 'prod-orders', other: 'orders' } }), native)
    expect(seen).toEqual(['orders', 'other'])
    const neither = cfc(orders, other, { names: { orders: 'prod-orders' } })
    await expect(call(neither, native)).rejects.toMatchObject({ code: 'SAMPAN_NO_FUNCTION' })
  })
})

/** Samples that others published: tools' templates, and what typed sources say. They are not part of this repository. */
const folder = process.env['SAMPAN_FIXTURES']

function load(name: string): any {
  return JSON.parse(readFileSync(`${folder}/baidu/${name}.json`, 'utf8'))
}

describe.skipIf(!folder)('published samples (SAMPAN_FIXTURES names their folder)', () => {
  /** What the neutral event says, by the sample's name. */
  const expected: { readonly [file: string]: readonly [kind: Kind, events: readonly object[]] } = {
    bos_put: ['bucket', [object('PutObject', 'src/bos_test.jpg')]],
    bos_post: ['bucket', [object('PostObject', 'src/')]],
    bos_append: ['bucket', [object('AppendObject', 'src/')]],
    crontab: [
      'schedule',
      [{ id: '4ab17338-b889-4905-b3a5-a5a9cff68677', time: '2019-05-20T08:03:00Z', data: undefined }],
    ],
    kafka: [
      'stream',
      [0, 1].map((n) => ({
        stream: 'c7ac82ae__test_only_sl',
        partition: '0',
        sequence: String(43110 + n),
        key: undefined,
        data: n,
        time: '2019-03-21T07:01:44.653Z',
      })),
    ],
    'cdn_domain-event': [
      'bus',
      [{ type: 'CdnDomainStarted', source: 'cdn', time: '2019-02-25T09:12:10.000Z' }],
    ],
    'cdn_object-blocked': ['bus', [{ type: 'CachedObjectsBlocked', data: expect.objectContaining({}) }]],
    'dueros_start-session': ['any', [skill('LaunchRequest')]],
    'dueros_end-session': ['any', [skill('SessionEndedRequest')]],
    'dueros_intent-answer': ['any', [skill('IntentRequest')]],
    'dueros_event-report': ['any', [{ type: 'VideoPlayer.ProgressReportIntervalElapsed', id: '1234' }]],
    'hello-world': ['task', [{ data: { key1: 'value1', key2: 'value2' } }]],
  }
  /** What is no event, or is one of HTTP, which fixtures.test.ts reads. */
  const excluded = [
    /^(?:http|easyfaas-http-event)$/,
    /^context$/,
    /-response$|^error-/,
    /^invoke-|^runtime-|^create-/,
  ]

  it('are all read, or named as what is no event', () => {
    const files = folder ? readdirSync(`${folder}/baidu`) : []
    const names = files.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -5))
    const left = names.filter((name) => !excluded.some((one) => one.test(name)))
    expect(left.toSorted()).toEqual(Object.keys(expected).toSorted())
  })

  it.each(Object.entries(expected))('%s is read', async (file, [kind, neutral]) => {
    const { events } = await handled(send, triggers[kind], load(file))
    expect(events).toMatchObject(neutral)
    expect(events).toHaveLength(neutral.length)
  })

  it('the answer of a skill goes back as it is', async () => {
    const answer: unknown = load('dueros-response')
    expect((await handled(send, triggers.any, load('dueros_start-session'), answer)).result).toEqual(answer)
  })
})

function object(type: string, key: string): object {
  const size = { size: 24414, etag: '977b9623a15e520c663ac5ff6647e881' }
  return { type, action: 'created', bucket: 'bucketname', key, ...size, time: '2018-09-05T02:28:49Z' }
}

function skill(type: string): object {
  return { type, id: '1234', source: 'personal_income_tax' }
}
