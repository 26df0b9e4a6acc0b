import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { timeOf } from './time.ts'

describe('timeOf', () => {
  it.each<[unknown, string | undefined]>([
    ['2026-11-23T01:02:03Z', '2026-11-23T01:02:03Z'],
    ['2026-11-23T01:02:03.123456789Z', '2026-11-23T01:02:03.123456789Z'],
    ['2026-11-23T09:02:03+08:00', '2026-11-23T01:02:03.000Z'],
    ['2026-11-23T09:02:03.5+0800', '2026-11-23T01:02:03.500Z'],
    ['2026-11-23T01:02Z', '2026-11-23T01:02:00.000Z'],
    [1795395723123, '2026-11-23T01:02:03.123Z'],
    ['1795395723123', '2026-11-23T01:02:03.123Z'],
    [0, '1970-01-01T00:00:00.000Z'],
    // Not a time, though it looks like one, or is one in a zone that nobody names.
    ['2026-13-45T01:02:03Z', undefined],
    ['2026-11-23T99:99:99Z', undefined],
    ['2026-11-23T01:02:03', undefined],
    ['2026-11-23 01:02:03', undefined],
    ['order-7', undefined],
    ['May 5', undefined],
    ['', undefined],
    ['7', undefined],
    ['9'.repeat(40), undefined],
    [Number.NaN, undefined],
    [Infinity, undefined],
    [8.64e15 + 1, undefined],
    [null, undefined],
    [undefined, undefined],
    [{}, undefined],
    [['2026-11-23T01:02:03Z'], undefined],
    [true, undefined],
  ])('of %j is %j', (value, expected) => {
    expect(timeOf(value)).toBe(expected)
  })

  it('is a time in UTC or undefined, whatever came, and then stays as it is', () => {
    const nearly = fc.stringMatching(/^\d{4}-\d\d-\d\d[T ][\d:.]{0,12}(Z|[+-]\d\d:?\d\d|)$/)
    const property = fc.property(fc.oneof(nearly, fc.anything()), (value) => {
      const time = timeOf(value)
      if (time === undefined) return
      expect(time).toMatch(/^[+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/)
      expect(Date.parse(time)).not.toBeNaN()
      // Years of more than four digits are in no payload.
      expect(timeOf(time)).toBe(/^\d{4}-/.test(time) ? time : undefined)
    })
    fc.assert(property, { numRuns: 1000 })
  })

  it('gives milliseconds back', () => {
    const property = fc.property(fc.integer({ min: 1e10, max: 4e12 }), (ms) => {
      expect(Date.parse(timeOf(ms)!)).toBe(ms)
      expect(timeOf(String(ms))).toBe(timeOf(ms))
    })
    fc.assert(property)
  })
})
