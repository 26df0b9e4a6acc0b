import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { badEvent, firstOf, needText, recordsOf } from './records.ts'

const bad = (message: string): Error =>
  expect.objectContaining({ code: 'SAMPAN_BAD_EVENT', message }) as Error

describe('firstOf', () => {
  it('gives the first object of a list', () => {
    const record = { a: 1 }
    expect(firstOf([record, null])).toBe(record)
  })

  it('gives undefined for all else, and never throws', () => {
    for (const list of [undefined, null, 7, 'text', {}, [], [null], [undefined], [7], ['text'], { 0: {} }]) {
      expect(firstOf(list)).toBeUndefined()
    }
    fc.assert(fc.property(fc.anything(), (list) => ['object', 'undefined'].includes(typeof firstOf(list))))
  })
})

describe('recordsOf', () => {
  it('gives the records, which may be none', () => {
    const records = [{ a: 1 }, []]
    expect(recordsOf(records, 'plain.queue')).toEqual(records)
    expect(recordsOf([], 'plain.queue')).toEqual([])
  })

  it.each([undefined, null, {}, 'text', { length: 1, 0: {} }])('refuses %j, which is no list', (list) => {
    expect(() => recordsOf(list, 'plain.queue')).toThrow(
      bad('The plain.queue event cannot be read: its records are no list'),
    )
  })

  it.each([null, undefined, 7, 'secret'])('refuses a list with %j in it, and says where', (record) => {
    expect(() => recordsOf([{}, record], 'plain.queue')).toThrow(
      bad('The plain.queue event cannot be read: record 1 is no object'),
    )
  })
})

describe('needText', () => {
  it('gives text, and a number as text', () => {
    expect(needText({ id: 'm-1' }, 'id', 'plain.queue')).toBe('m-1')
    expect(needText({ id: 0 }, 'id', 'plain.queue')).toBe('0')
  })

  it.each([{}, { id: '' }, { id: null }, { id: {} }, { id: true }])('refuses %j', (record) => {
    expect(() => needText(record, 'id', 'plain.queue')).toThrow(
      bad('The plain.queue event cannot be read: a record has no id'),
    )
  })
})

describe('badEvent', () => {
  it('names the codec and the reason', () => {
    expect(() => badEvent('plain.bus', 'no type')).toThrow(bad('The plain.bus event cannot be read: no type'))
  })
})
