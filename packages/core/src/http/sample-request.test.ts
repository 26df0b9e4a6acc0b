import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { soundText } from '../../test/plain.ts'
import type { SampleRequest } from './sample.ts'
import {
  bodyByType,
  canonicalCase,
  decodedQuery,
  decodePath,
  headersExcept,
  lastMap,
  lowerCase,
  sentHeader,
} from './sample-request.ts'

const request = (more: Partial<SampleRequest>): SampleRequest => ({ method: 'GET', path: '/', ...more })

const headers: [string, string][] = [
  ['X-Tag', 'a'],
  ['x-tag', 'b'],
  ['hOST', 'h'],
]

describe('the headers of a request', () => {
  it('are found in any case, and joined', () => {
    expect(sentHeader(request({ headers }), 'x-tag')).toBe('a, b')
    expect(sentHeader(request({ headers }), 'accept')).toBeUndefined()
    expect(sentHeader(request({}), 'accept')).toBeUndefined()
  })

  it('are passed on but for some', () => {
    expect(headersExcept(request({ headers }), /^host$/i)).toEqual(headers.slice(0, 2))
    expect(headersExcept(request({}), /^host$/i)).toEqual([])
  })

  it('are spelt anew', () => {
    expect(lowerCase(headers).map(([name]) => name)).toEqual(['x-tag', 'x-tag', 'host'])
    expect(canonicalCase(headers).map(([name]) => name)).toEqual(['X-Tag', 'X-Tag', 'Host'])
    expect(canonicalCase([['x-b3-traceid', '1']])).toEqual([['X-B3-Traceid', '1']])
  })

  it('are the last of each name in a map of single values', () => {
    expect(lastMap(lowerCase(headers))).toEqual({ 'x-tag': 'b', host: 'h' })
  })
})

describe('the query of a request', () => {
  it('is decoded, pair by pair', () => {
    expect(decodedQuery(request({ search: 'a=1&b=%20+&a=%E4%BD%A0' }))).toEqual([
      ['a', '1'],
      ['b', '  '],
      ['a', '你'],
    ])
    expect(decodedQuery(request({}))).toEqual([])
    // The first `?` is the URL's, a second one the key's.
    expect(decodedQuery(request({ search: '?a=1' }))).toEqual([['?a', '1']])
  })
})

describe('decodePath', () => {
  it.each([
    ['/J%C3%BCrgen', '/Jürgen'],
    ['/a%2Fb%20c', '/a/b c'],
    ['/%C3%28', '/%C3%28'],
    ['/%zz%', '/%zz%'],
    ['/%2525', '/%25'],
  ])('%s is %s', (path, expected) => {
    expect(decodePath(path)).toBe(expected)
  })

  it('undoes the encoding of any text', () => {
    fc.assert(
      fc.property(soundText, (text) => {
        expect(decodePath(`/${encodeURIComponent(text)}`)).toBe(`/${text}`)
      }),
    )
  })
})

describe('bodyByType', () => {
  const body = new Uint8Array(Buffer.from('Hi'))

  it('is text for the types that are text, else base64', () => {
    const typed = (type: string): SampleRequest => request({ body, headers: [['Content-Type', type]] })
    expect(bodyByType(typed('text/plain'), /^text\//)).toEqual({ body: 'Hi', isBase64Encoded: false })
    expect(bodyByType(typed('image/png'), /^text\//)).toEqual({ body: 'SGk=', isBase64Encoded: true })
    expect(bodyByType(request({ body }), /^text\//)).toEqual({ body: 'SGk=', isBase64Encoded: true })
  })

  it('is absent where nothing was sent', () => {
    expect(bodyByType(request({}), /^text\//)).toEqual({ body: undefined, isBase64Encoded: false })
  })
})
