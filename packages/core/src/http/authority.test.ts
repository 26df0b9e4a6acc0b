import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clientIp, lastForwarded, safeHost } from './authority.ts'

describe('safeHost', () => {
  it.each([
    'api.example.com',
    'API.Example.com',
    'localhost:3000',
    'my_service.internal',
    'example.com.',
    '192.0.2.7:8080',
    '[2001:db8::1]',
    '[::1]:9000',
    'xn--bcher-kva.example',
    '1password.example',
    'a',
  ])('takes %s', (host) => {
    expect(safeHost(host)).toBe(host)
  })

  it.each([
    'a@b',
    'a/b',
    'a?b',
    'a#b',
    'a\\b',
    'a b',
    'a\r\nb',
    'user:pw@host',
    '',
    '.',
    '-a',
    'a:',
    'a:99999',
    'a:123456',
    'a:80:80',
    '[::1',
    '[::g]',
    '[::ffff:300.1.1.1]',
    '1.2.3.400',
    '127.1',
    '0x7f.1',
    '2130706433',
    '010.0.0.1',
    'xn--',
    'ex%61mple.com',
    'exämple.com',
    'a'.repeat(3) + '\u0000',
  ])('does not take %j, which is no host, or another one to the URL parser', (host) => {
    expect(safeHost(host)).toBe('localhost')
  })

  it('takes the first that will do', () => {
    expect(safeHost(undefined, null, 'a@b', 'api.example.com', 'other.example.com')).toBe('api.example.com')
    expect(safeHost(7 as never, { host: 'a' } as never)).toBe('localhost')
    expect(safeHost()).toBe('localhost')
  })

  it('never moves the authority of the URL that is made from it', () => {
    const label = fc.string({ unit: fc.constantFrom(...'abcXZ019-_.xn0x'), minLength: 1, maxLength: 12 })
    const host = fc.oneof(
      label,
      fc.tuple(label, fc.nat(70_000)).map(([name, port]) => `${name}:${port}`),
      fc.ipV4Extended(),
      fc.ipV6().map((ip) => `[${ip}]`),
      fc.string({ unit: fc.constantFrom(...'ab0.:[]@/?#\\%-_') }),
      fc.webAuthority({ withIPv4: true, withIPv6: true, withUserInfo: true, withPort: true }),
      fc.string(),
    )
    fc.assert(
      fc.property(host, (text) => {
        const safe = safeHost(text)
        const url = new URL(`https://${safe}/path`)
        const port = /:(\d+)$/.exec(safe)?.[1]
        expect([safe, url.hostname, url.port, url.pathname, url.username, url.password, url.search]).toEqual([
          safe === 'localhost' ? safe : text,
          safe.toLowerCase().replace(/:\d+$/, ''),
          port === undefined || Number(port) === 443 ? '' : String(Number(port)),
          '/path',
          '',
          '',
          '',
        ])
      }),
      { numRuns: 300 },
    )
  })
})

describe('clientIp', () => {
  const gateway = '198.51.100.9'
  it.each([
    ["the platform's own word", gateway, 'forged', 0, gateway],
    ["nobody's word, where the platform has none", undefined, 'forged', 0, undefined],
    ['what our proxy appended', gateway, 'forged, 192.0.2.7', 1, '192.0.2.7'],
    [
      'the same where the platform has appended itself',
      gateway,
      `forged, 192.0.2.7, ${gateway}`,
      1,
      '192.0.2.7',
    ],
    ['two proxies back', gateway, 'forged, 192.0.2.7, 203.0.113.1', 2, '192.0.2.7'],
    ['the first there is, of too few', gateway, '192.0.2.7', 3, '192.0.2.7'],
    ["the platform's word where nothing was forwarded", gateway, null, 1, gateway],
    ['the header alone', undefined, 'forged, 192.0.2.7, 203.0.113.1', 1, '192.0.2.7'],
    ['nothing from an empty header', undefined, ' , ', 1, undefined],
    ['addresses without their blanks', gateway, ' 192.0.2.7 ,,', 1, '192.0.2.7'],
  ])('is %s', (_, platformIp, forwarded, hops, expected) => {
    expect(clientIp(platformIp, forwarded, hops)).toBe(expected)
  })
})

describe('lastForwarded', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['forged, 192.0.2.7', '192.0.2.7'],
    ['forged,', undefined],
    ['', undefined],
    [null, undefined],
  ])('of %j is %j', (header, expected) => {
    expect(lastForwarded(header)).toBe(expected)
  })
})
