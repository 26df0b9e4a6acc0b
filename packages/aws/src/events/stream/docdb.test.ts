import { on, stream } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carriesEvents, handled, jsonValues, names, times } from '../../../../../test/support/events.ts'
import { quiet, send } from '../../../test/support.ts'
import { docdb } from './docdb.sample.ts'

const orders = stream('orders')
const ARN = 'arn:aws:rds:eu-west-1:123456789012:cluster:shop'

function native(...changes: object[]): any {
  return { eventSource: 'aws:docdb', eventSourceArn: ARN, events: changes.map((event) => ({ event })) }
}

function change(operationType: string, over: object = {}): any {
  return {
    _id: { _data: '016a1f0e400000000101000000010000b7c2' },
    clusterTime: { $timestamp: { t: 1795392000, i: 4 } },
    documentKey: { _id: { $oid: '6a1f0e40c3d4e5f607182930' } },
    ns: { db: 'shop', coll: 'orders' },
    operationType,
    ...over,
  }
}

describe('DocumentDB', () => {
  it('reads a change, its document as the Extended JSON that it is', async () => {
    const document = { _id: { $oid: '6a1f0e40c3d4e5f607182930' }, total: { $numberDecimal: '12.50' } }
    const { events, result } = await handled(
      send,
      orders,
      native(change('insert', { fullDocument: document })),
    )
    expect(events).toEqual([
      {
        kind: 'stream',
        id: '016a1f0e400000000101000000010000b7c2',
        source: ARN,
        type: 'insert',
        subject: 'shop.orders',
        time: '2026-11-23T00:00:00.000Z',
        data: {
          keys: { _id: { $oid: '6a1f0e40c3d4e5f607182930' } },
          before: undefined,
          after: document,
        },
        stream: 'orders',
        partition: '0',
        sequence: '016a1f0e400000000101000000010000b7c2',
        key: undefined,
      },
    ])
    expect(result).toBeUndefined()
  })

  it('carries any change there and back', async () => {
    const documents = check.option(check.dictionary(names, jsonValues, { maxKeys: 3 }), { nil: undefined })
    const changes = check
      .record({
        db: names,
        stream: names,
        sequence: check.stringMatching(/^[0-9a-f]{36}$/),
        type: check.constantFrom('insert', 'update', 'delete'),
        // The cluster's time knows seconds.
        time: check.option(
          times.map((time) => time.replace(/\d{3}Z$/, '000Z')),
          { nil: undefined },
        ),
        data: check.record({
          keys: check.dictionary(names, jsonValues, { maxKeys: 2 }),
          before: documents,
          after: documents,
        }),
      })
      .map(({ db, ...one }) => ({
        kind: 'stream',
        id: one.sequence,
        source: ARN,
        subject: `${db}.${one.stream}`,
        partition: '0',
        key: undefined,
        ...one,
      }))
    await carriesEvents(send, orders, docdb, changes)
  })

  it('tells what happened, and has no data for what changes no document', async () => {
    const operations = ['insert', 'update', 'replace', 'delete', 'drop']
    const { events } = await handled(send, orders, native(...operations.map((one) => change(one))))
    const types = events.map(({ type, data }) => [type, data === undefined])
    expect(types).toEqual([
      ['insert', false],
      ['update', false],
      ['update', false],
      ['delete', false],
      ['drop', true],
    ])
  })

  it('reads the document before the change where there is one', async () => {
    const before = { total: 1 }
    const one = change('update', { fullDocumentBeforeChange: before, fullDocument: null })
    const odd = change('update', { documentKey: [], fullDocument: ['x'] })
    const { events } = await handled(send, orders, native(one, odd))
    expect(events[0].data).toMatchObject({ before, after: undefined })
    expect(events[1].data).toStrictEqual({ keys: {}, before: undefined, after: undefined })
  })

  it('fails whole at the first change that fails, and goes no further', async () => {
    const changes = ['01', '02', '03'].map((_data) => change('insert', { _id: { _data } }))
    const seen: string[] = []
    const fn = on(orders, ({ sequence }) => {
      seen.push(sequence)
      if (sequence === '02') throw new Error('no')
    })
    await quiet(async () => {
      await expect(send(native(...changes), fn)).rejects.toMatchObject({ code: 'SAMPAN_BATCH_FAILED' })
    })
    expect(seen).toEqual(['01', '02'])
  })

  it.each([
    [{ ...native(), events: null }],
    [{ ...native(), events: [{}] }],
    [native(change('insert', { _id: null }))],
    [native(change('insert', { _id: {} }))],
    [native(change('insert', { operationType: undefined }))],
  ])('refuses %j', async (broken) => {
    await expect(handled(send, orders, broken)).rejects.toMatchObject({ code: 'SAMPAN_BAD_EVENT' })
  })
})
