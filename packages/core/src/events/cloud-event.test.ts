import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cloudEventOf } from './cloud-event.ts'
import { FlawedData } from './data.ts'
import { cloudEventText, dataBase64, dataText } from './sample-data.ts'

const whole = {
  specversion: '1.0',
  id: 'e-1',
  source: '/shop/tills/7',
  type: 'order.paid',
  subject: 'A-1',
  time: '2026-11-23T01:02:03Z',
  datacontenttype: 'application/json',
  till: 'an extension',
  data: { id: 'A-1' },
}

describe('cloudEventOf', () => {
  it('reads the attributes and the data', () => {
    expect(cloudEventOf(whole)).toEqual({
      id: 'e-1',
      source: '/shop/tills/7',
      type: 'order.paid',
      subject: 'A-1',
      time: '2026-11-23T01:02:03Z',
      data: { id: 'A-1' },
    })
  })

  it('has every field where only what must be there is', () => {
    const { specversion, id, source, type } = whole
    expect(cloudEventOf({ specversion, id, source, type })).toStrictEqual({
      id,
      source,
      type,
      subject: undefined,
      time: undefined,
      data: undefined,
    })
  })

  it('reads bytes, and what is JSON in them', () => {
    const { data: _, ...rest } = whole
    expect(cloudEventOf({ ...rest, data_base64: 'AAEC' })!.data).toEqual(new Uint8Array([0, 1, 2]))
    expect(cloudEventOf({ ...rest, data_base64: 'eyJhIjoxfQ==' })!.data).toEqual({ a: 1 })
    expect(cloudEventOf({ ...rest, data_base64: 'AAE' })!.data).toBeInstanceOf(FlawedData)
  })

  it.each([
    null,
    undefined,
    7,
    'text',
    [],
    {},
    { ...whole, specversion: '0.3' },
    { ...whole, specversion: 1 },
    { ...whole, specversion: undefined },
    { ...whole, id: '' },
    { ...whole, id: 7 },
    { ...whole, source: undefined },
    { ...whole, type: null },
  ])('is none: %j', (message) => {
    expect(cloudEventOf(message)).toBeUndefined()
  })

  it('drops a time that is none, and an offset', () => {
    expect(cloudEventOf({ ...whole, time: 'noon' })!.time).toBeUndefined()
    expect(cloudEventOf({ ...whole, time: '2026-11-23T09:02:03+08:00' })!.time).toBe(
      '2026-11-23T01:02:03.000Z',
    )
  })

  it('takes any event back that is written as one', () => {
    const text = fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme' })
    const data = fc.oneof(
      fc
        .jsonValue({ maxDepth: 2 })
        .filter((value) => !JSON.stringify(value).includes('__proto__'))
        .map((value) => JSON.parse(JSON.stringify(value)) as unknown),
      fc.constant(new Uint8Array([0xff, 0, 1])),
    )
    const events = fc.record({
      id: text,
      source: text,
      type: text,
      subject: fc.option(text, { nil: undefined }),
      time: fc.constantFrom(undefined, '2026-11-23T01:02:03.004Z'),
      data,
    })
    fc.assert(
      fc.property(events, (event) => {
        const written = cloudEventText({ kind: 'bus', native: undefined, ...event })
        expect(cloudEventOf(JSON.parse(written))).toEqual(event)
      }),
    )
  })
})

describe('what samples write', () => {
  it('is the JSON of values and the text of bytes', () => {
    expect(dataText({ a: [1] })).toBe('{"a":[1]}')
    expect(dataText('7')).toBe('"7"')
    expect(dataText(new Uint8Array([0xc3, 0xbc]))).toBe('ü')
    expect(dataBase64({ a: 1 })).toBe('eyJhIjoxfQ==')
    expect(dataBase64(new Uint8Array([0, 1, 2]))).toBe('AAEC')
  })
})
