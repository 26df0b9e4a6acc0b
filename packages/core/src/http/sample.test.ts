import { describe, expect, it } from 'vitest'
import { joinedMap, multiMap, refuseEnvelope, sampleBody } from './sample.ts'

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text))

describe('sampleBody', () => {
  it.each([
    ['text/plain', 'Grüße', 'Grüße', false],
    ['application/json; charset=utf-8', '{"a":1}', '{"a":1}', false],
    ['application/x-www-form-urlencoded', 'a=1', 'a=1', false],
    ['image/svg+xml', '<svg/>', '<svg/>', false],
    ['image/png', 'Hi', 'SGk=', true],
    ['', 'Hi', 'SGk=', true],
  ])('of type %j carries %s as %s', (type, text, body, isBase64Encoded) => {
    const headers: [string, string][] = [['Content-Type', type]]
    expect(sampleBody({ method: 'POST', path: '/', headers, body: bytes(text) })).toEqual({
      body,
      isBase64Encoded,
    })
  })

  it('carries as base64 what calls itself text and is none', () => {
    const headers: [string, string][] = [['content-type', 'text/plain']]
    expect(sampleBody({ method: 'POST', path: '/', headers, body: new Uint8Array([0xff]) })).toEqual({
      body: '/w==',
      isBase64Encoded: true,
    })
  })

  it.each([undefined, new Uint8Array(0)])('is absent where nothing was sent', (body) => {
    expect(sampleBody({ method: 'POST', path: '/', ...(body && { body }) })).toEqual({
      body: undefined,
      isBase64Encoded: false,
    })
  })
})

describe('maps', () => {
  const pairs: [string, string][] = [
    ['a', '1'],
    ['__proto__', 'x'],
    ['a', '2'],
  ]

  it('hold every value of a name', () => {
    expect(Object.entries(multiMap(pairs))).toEqual([
      ['a', ['1', '2']],
      ['__proto__', ['x']],
    ])
  })

  it('hold them joined', () => {
    expect(Object.entries(joinedMap(pairs))).toEqual([
      ['a', '1,2'],
      ['__proto__', 'x'],
    ])
    expect(joinedMap(pairs, '; ')['a']).toBe('1; 2')
  })
})

describe('refuseEnvelope', () => {
  it('says who refuses, and why', () => {
    expect(() => refuseEnvelope('The gateway', 'it is no object')).toThrow(
      expect.objectContaining({
        code: 'SAMPAN_BAD_ENVELOPE',
        message: 'The gateway does not take this reply: it is no object',
      }) as Error,
    )
  })
})
