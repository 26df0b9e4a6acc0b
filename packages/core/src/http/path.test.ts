import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyText, soundText } from '../../test/plain.ts'
import { normalPath, stripBase } from './path.ts'

describe('normalPath', () => {
  it.each([
    ['/', '/'],
    ['', '/'],
    ['/users/J%C3%BCrgen', '/users/J%C3%BCrgen'],
    ['/users/Jürgen', '/users/J%C3%BCrgen'],
    ['users', '/users'],
    ['/a b', '/a%20b'],
    ['/a%2Fb', '/a%2Fb'],
    ['/a%', '/a%'],
    ['/a%zz', '/a%zz'],
    ['/a?b#c', '/a%3Fb%23c'],
    ['/a\r\nb', '/a%0D%0Ab'],
    ['//host/a', '//host/a'],
    ['/a//b/', '/a//b/'],
    ['/😀', '/%F0%9F%98%80'],
    ['/\ud83d', '/%EF%BF%BD'],
    ["/-._~!$&'()*+,;=:@", "/-._~!$&'()*+,;=:@"],
    ['/[x]|{y}\\^`"<>', '/%5Bx%5D%7C%7By%7D%5C%5E%60%22%3C%3E'],
    [undefined, '/'],
    [null, '/'],
    [7, '/'],
    [['/a'], '/'],
  ])('%j is %j', (path, expected) => {
    expect(normalPath(path)).toBe(expected)
  })

  it.each([
    ['/100%', '/100%25'],
    ['/100%zz', '/100%25zz'],
    ['/a%20b', '/a%20b'],
    ['/Jürgen 100%', '/J%C3%BCrgen%20100%25'],
    ['/plain', '/plain'],
  ])('%j, which the gateway decoded, is %j', (path, expected) => {
    expect(normalPath(path, true)).toBe(expected)
  })

  it('is printable, holds no query or fragment, and does not change again', () => {
    const path = fc.oneof(
      anyText,
      anyText.map((text) => `/${text}`),
      fc.anything(),
    )
    fc.assert(
      fc.property(path, fc.boolean(), (value, decoded) => {
        const once = normalPath(value, decoded)
        expect(once).toMatch(/^\/(?:(?![?#])[\x21-\x7e])*$/)
        expect([normalPath(once, decoded), new URL(`https://host${once}`).host]).toEqual([once, 'host'])
      }),
      { numRuns: 200 },
    )
  })

  it('decodes to what it was made from', () => {
    fc.assert(
      fc.property(soundText, (text) => {
        const encoded = encodeURIComponent(text)
        expect(normalPath(`/${encoded}`)).toBe(`/${encoded}`)
        expect(decodeURIComponent(normalPath(`/${text.replaceAll('%', '')}`))).toBe(
          `/${text.replaceAll('%', '')}`,
        )
      }),
    )
  })
})

describe('stripBase', () => {
  it.each([
    ['/shop/items', '/shop', '/items'],
    ['/shop/items', '/shop/', '/items'],
    ['/shop/items', 'shop', '/items'],
    ['/shop', '/shop', '/'],
    ['/shop/', '/shop', '/'],
    ['/shopping', '/shop', '/shopping'],
    ['/items', '/shop', '/items'],
    ['/a/b/c', '/a/b', '/c'],
    ['/a/b', '/a/b/c', '/a/b'],
    ['/items', '', '/items'],
    ['/items', undefined, '/items'],
    ['//items', '/', '//items'],
    ['/shop//items', '/shop', '//items'],
  ])('%s without %j is %s', (path, base, expected) => {
    expect(stripBase(path, base)).toBe(expected)
  })
})
