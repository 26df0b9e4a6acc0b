import { describe, expect, it } from 'vitest'
import { readBody, readEnvelope, readHeaders, readReply, readStatus } from './sample-envelope.ts'

const refused = (why: string | RegExp): Error =>
  expect.objectContaining({
    code: 'SAMPAN_BAD_ENVELOPE',
    message: expect.stringMatching(why) as string,
  }) as Error

describe('readEnvelope', () => {
  it('gives what JSON leaves of it', () => {
    expect(readEnvelope('gw', { a: undefined, b: new Date(0) }, 100)).toEqual({
      b: '1970-01-01T00:00:00.000Z',
    })
  })

  it.each([undefined, null, 'text', 7, [{}]])('refuses %j, which is no object', (envelope) => {
    expect(() => readEnvelope('gw', envelope, 100)).toThrow(
      refused('gw does not take this reply: it is no object'),
    )
  })

  it('counts the bytes of the JSON', () => {
    const envelope = { body: 'ü' }
    expect(readEnvelope('gw', envelope, 13)).toEqual(envelope)
    expect(() => readEnvelope('gw', envelope, 12)).toThrow(refused('13 bytes are more than 12'))
  })
})

describe('readStatus', () => {
  it.each([200, '200', 100, 599])('takes %j', (status) => {
    expect(readStatus('gw', status)).toBe(Number(status))
  })

  it.each([undefined, null, 99, 600, 200.5, '2e2', '', [200]])('refuses %j', (status) => {
    expect(() => readStatus('gw', status)).toThrow(refused('its status is'))
  })
})

describe('readHeaders', () => {
  it.each([undefined, null])('finds none in %j', (map) => {
    expect(readHeaders('gw', map)).toEqual([])
  })

  it('reads names in lower case, and what is no text as text', () => {
    expect(readHeaders('gw', { 'X-A': 'a', 'x-n': 7, 'x-f': true })).toEqual([
      ['x-a', 'a'],
      ['x-n', '7'],
      ['x-f', 'true'],
    ])
  })

  it('reads lists where there may be some', () => {
    const lines = [
      ['x-a', 'a'],
      ['x-a', 'b'],
    ]
    expect(readHeaders('gw', { 'x-a': ['a', 'b'] }, 'list')).toEqual(lines)
    expect(readHeaders('gw', { 'x-a': ['a', 'b'] }, 'either')).toEqual(lines)
    expect(readHeaders('gw', { 'x-a': 'a' }, 'either')).toEqual([['x-a', 'a']])
  })

  it.each<[unknown, 'single' | 'list' | 'either', string]>([
    ['text', 'single', 'its headers are no map'],
    [['a'], 'either', 'its headers are no map'],
    [{ 'x-a': ['a'] }, 'single', 'its header x-a is a list'],
    [{ 'x-a': 'a' }, 'list', 'its header x-a is no list'],
    [{ 'x-a': null }, 'single', 'its header x-a is neither text nor number'],
    [{ 'x-a': [{}] }, 'either', 'its header x-a is neither text nor number'],
    [{ 'x a': 'a' }, 'single', 'its header name "x a"'],
    [{ 'x-a': 'a\r\nb: c' }, 'single', 'its header x-a has a line break'],
    [{ 'x-a': 'a\0' }, 'single', 'its header x-a has a line break'],
  ])('refuses %j as %s', (map, form, why) => {
    expect(() => readHeaders('gw', map, form)).toThrow(refused(why))
  })
})

describe('readBody', () => {
  it.each<[unknown, unknown, string]>([
    ['Grüße', false, 'Grüße'],
    ['SGk=', undefined, 'SGk='],
    ['SGk=', 'true', 'SGk='],
    ['SGk=', true, 'Hi'],
    ['', true, ''],
    [undefined, true, ''],
    [null, false, ''],
  ])('reads %j with the flag %j', (body, flag, expected) => {
    expect(Buffer.from(readBody('gw', body, flag)).toString()).toBe(expected)
  })

  it.each<[unknown, unknown, string]>([
    [{ a: 1 }, false, 'its body is no string but object'],
    [[1], false, 'its body is no string but a list'],
    [7, false, 'its body is no string but number'],
    ['SGk', true, 'its body is no base64'],
    ['no base64!', true, 'its body is no base64'],
  ])('refuses %j with the flag %j', (body, flag, why) => {
    expect(() => readBody('gw', body, flag)).toThrow(refused(why))
  })
})

describe('readReply', () => {
  it('reads the envelope whole', () => {
    const envelope = { statusCode: '201', headers: { 'X-A': 'a' }, body: 'SGk=', isBase64Encoded: true }
    expect(readReply('gw', envelope, 1000)).toEqual({
      status: 201,
      headers: [['x-a', 'a']],
      body: Buffer.from('Hi'),
    })
    expect(readReply('gw', { statusCode: 204 }, 1000)).toEqual({
      status: 204,
      headers: [],
      body: Buffer.from(''),
    })
  })

  it.each([{ statusCode: 0 }, { statusCode: 200, headers: { a: ['b'] } }, { statusCode: 200, body: {} }])(
    'refuses %j',
    (envelope) => {
      expect(() => readReply('gw', envelope, 1000)).toThrow(refused('gw does not take'))
    },
  )
})
