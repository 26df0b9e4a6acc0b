import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HeaderView, type NativeHeaders } from './headers.ts'
import { nativeHeader } from './native-header.ts'

describe('HeaderView', () => {
  it.each<NativeHeaders>([
    { 'x-tag': 'a', accept: '*/*' },
    { 'X-Tag': 'a', Accept: '*/*' },
    { 'X-TAG': ['a'], ACCEPT: ['*/*'] },
  ])('finds names of any case in %j', (native) => {
    const headers = new HeaderView(native)
    expect([headers.get('x-tag'), headers.get('X-Tag'), headers.get('accept')]).toEqual(['a', 'a', '*/*'])
    expect([headers.has('X-tag'), headers.has('x-other')]).toEqual([true, false])
    expect([headers.get('x-other'), headers.getAll('x-other')]).toEqual([null, []])
    expect([...headers]).toEqual([
      ['x-tag', 'a'],
      ['accept', '*/*'],
    ])
  })

  it('joins repeated headers, and keeps them apart for getAll', () => {
    const headers = new HeaderView({ 'x-tag': ['a', 'b, c'], cookie: ['a=1', 'b=2'] })
    expect([headers.get('x-tag'), headers.get('cookie')]).toEqual(['a, b, c', 'a=1; b=2'])
    expect(headers.getAll('X-Tag')).toEqual(['a', 'b, c'])
    expect([...headers].filter(([name]) => name === 'x-tag')).toHaveLength(2)
  })

  it('joins the spellings of one header where none is in lower case', () => {
    expect(new HeaderView({ 'X-Tag': 'a', 'X-TAG': ['b'] }).getAll('x-tag')).toEqual(['a', 'b'])
  })

  it('says the same whatever was asked before, where a name is there in two spellings', () => {
    const native = { 'X-Forwarded-For': 'forged', 'x-forwarded-for': '192.0.2.7' }
    const make = (): HeaderView => new HeaderView(native)
    const iterated = make()
    expect([...iterated]).toEqual([['x-forwarded-for', '192.0.2.7']])
    expect(iterated.get('X-Forwarded-For')).toBe('192.0.2.7')
    expect(make().get('X-Forwarded-For')).toBe('192.0.2.7')
    expect(make().getAll('x-forwarded-for')).toEqual(['192.0.2.7'])
  })

  it('gives an own list to who changes it', () => {
    const headers = new HeaderView({ 'x-tag': 'a' })
    headers.getAll('x-tag').push('b')
    expect(headers.getAll('x-tag')).toEqual(['a'])
  })

  it('reads cookies from beside the headers, in place of those in them', () => {
    const headers = new HeaderView({ cookie: 'a=1', accept: '*/*' }, 'b=2; c=3')
    expect([headers.get('Cookie'), headers.getAll('cookie')]).toEqual(['b=2; c=3', ['b=2; c=3']])
    expect([...headers]).toContainEqual(['cookie', 'b=2; c=3'])
    expect(new HeaderView({ accept: '*/*' }, 'b=2').get('cookie')).toBe('b=2')
    expect(new HeaderView({ Cookie: 'a=1' }).get('cookie')).toBe('a=1')
  })

  const inherited = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__']

  it.each(inherited)('knows no header %s that nobody sent', (name) => {
    for (const native of [{}, { accept: '*/*' }, { Accept: ['*/*'] }, null, undefined]) {
      const headers = new HeaderView(native)
      expect([headers.get(name), headers.getAll(name), headers.has(name)]).toEqual([null, [], false])
    }
  })

  it.each(inherited)('finds a header %s that somebody sent', (name) => {
    for (const value of ['a', ['a']]) {
      const headers = new HeaderView(
        JSON.parse(JSON.stringify({ x: 1 }).replace('"x":1', `"${name}":${JSON.stringify(value)}`)),
      )
      expect([headers.get(name), headers.getAll(name)]).toEqual(['a', ['a']])
      expect([...headers]).toEqual([[name.toLowerCase(), 'a']])
    }
  })

  it('writes out what is no text, and leaves out what has none', () => {
    const headers = new HeaderView({
      'content-length': 7,
      'x-flag': true,
      'x-null': null,
      'x-map': { a: 1 },
      'x-list': [null, 1, ['a'], {}, 'b'],
      'x-none': [],
    })
    expect([...headers]).toEqual([
      ['content-length', '7'],
      ['x-flag', 'true'],
      ['x-list', '1'],
      ['x-list', 'b'],
    ])
    expect([headers.get('content-length'), headers.get('x-null'), headers.get('x-none')]).toEqual([
      '7',
      null,
      null,
    ])
  })

  it('never throws, and agrees with itself, whatever the map holds', () => {
    const hostile = fc.oneof(
      fc.dictionary(
        fc.oneof(fc.constantFrom(...inherited, 'cookie', 'X-A', 'x-a'), fc.string()),
        fc.jsonValue(),
      ),
      fc.jsonValue(),
    )
    fc.assert(
      fc.property(
        hostile,
        fc.option(fc.string(), { nil: undefined }),
        fc.string(),
        (native, cookie, name) => {
          const fresh = (): HeaderView => new HeaderView(native as NativeHeaders, cookie)
          const headers = fresh()
          const pairs = [...headers]
          for (const [key, value] of pairs) {
            expect(key).toBe(key.toLowerCase())
            expect(typeof value).toBe('string')
            // Asked first or after the copy was made, a name has one value.
            expect(fresh().get(key)).toBe(headers.get(key))
            expect(fresh().getAll(key)).toEqual(
              pairs.filter(([other]) => other === key).map(([, one]) => one),
            )
          }
          expect(fresh().has(name)).toBe(pairs.some(([key]) => key === name.toLowerCase()))
        },
      ),
    )
  })
})

describe('nativeHeader', () => {
  it("prefers the platform's spelling, and finds any", () => {
    expect(nativeHeader({ 'X-Real-Ip': 'a', 'x-real-ip': 'b' }, 'x-real-ip')).toBe('b')
    expect(nativeHeader({ 'x-real-ip': 'b', 'X-Real-Ip': 'a' }, 'X-Real-Ip')).toBe('a')
    expect(nativeHeader({ 'X-REAL-IP': 'c' }, 'x-real-ip')).toBe('c')
  })

  it.each<NativeHeaders>([
    {},
    null,
    undefined,
    { 'x-real-ip': '' },
    { 'X-Real-Ip': ['a'] },
    { 'x-real-ip': 7 },
  ])('finds no text in %j', (headers) => {
    expect(nativeHeader(headers, 'x-real-ip')).toBeUndefined()
  })
})
