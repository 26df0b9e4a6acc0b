import { expect, test } from 'vitest'
import { httpSamples, plainServer } from './samples.ts'

const text = (bytes: unknown): string => Buffer.from(bytes as Uint8Array).toString('latin1')

test('a request is a message that any HTTP server reads', () => {
  const bytes = plainServer.request({
    method: 'POST',
    path: '/a%2Fb',
    search: 'c=d',
    host: 'shop.test',
    headers: [
      ['X-Tag', '1'],
      ['X-Tag', '2'],
    ],
    body: Buffer.from('grüße'),
  })
  expect(text(bytes)).toBe(
    'POST /a%2Fb?c=d HTTP/1.1\r\nHost: shop.test\r\nX-Tag: 1\r\nX-Tag: 2\r\nConnection: close\r\n' +
      'Content-Length: 7\r\n\r\ngr\xc3\xbc\xc3\x9fe',
  )
})

test('a Host of the request’s own is the only one', () => {
  const raw = text(
    plainServer.request({ method: 'GET', path: '/', headers: [['HOST', 'own.test']], host: 'other' }),
  )
  expect(raw.match(/host: .*/gi)).toEqual(['HOST: own.test'])
})

test('every sample has a name of its own', () => {
  expect(new Set(httpSamples.map(({ name }) => name)).size).toBe(httpSamples.length)
})

function read(raw: string): unknown {
  const { status, headers, body } = plainServer.reply(Buffer.from(raw, 'latin1'))
  return [status, headers, text(body)]
}

test('replies are read in each way of saying how long they are', () => {
  expect(
    read('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n\r\nabREST'),
  ).toEqual([
    200,
    [
      ['content-length', '2'],
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
    ],
    'ab',
  ])
  expect(
    read('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n'),
  ).toEqual([200, [['transfer-encoding', 'chunked']], 'ab0123456789'])
  expect(read('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n')).toEqual([204, [], ''])
  expect(read('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nuntil the end')).toEqual([
    200,
    [['connection', 'close']],
    'until the end',
  ])
})

test('a reply that breaks off is none', () => {
  for (const raw of [
    '',
    'HTTP/1.1 200 OK\r\nContent-Len',
    'nonsense\r\n\r\n',
    'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\na',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
  ]) {
    expect(() => plainServer.reply(Buffer.from(raw))).toThrow('does not take this reply')
  }
})
