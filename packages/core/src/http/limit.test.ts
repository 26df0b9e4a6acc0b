import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { chunks, eventOf, type Plain, plainSource } from '../../test/plain.ts'
import { LazyHttpEvent } from './event.ts'
import { limitBody } from './limit.ts'

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text))

const tooLarge = (limit: number): object =>
  expect.objectContaining({
    status: 413,
    code: 'SAMPAN_BODY_TOO_LARGE',
    message: `The body is larger than the ${limit} bytes that are taken here`,
  }) as object

const form = [
  '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n',
  { 'content-type': 'multipart/form-data; boundary=x' },
] as const

/** Every way to a body. */
const readers: [string, (event: LazyHttpEvent<Plain>) => Promise<unknown>][] = [
  ['text()', (event) => event.text()],
  ['json()', (event) => event.json()],
  ['bytes()', (event) => event.bytes()],
  ['request.text()', async (event) => event.request.text()],
  ['request.arrayBuffer()', async (event) => event.request.arrayBuffer()],
  ['request.formData()', async (event) => event.request.formData()],
  ['request.clone()', async (event) => event.request.clone().text()],
  [
    'request.body',
    async (event) => {
      for await (const _ of event.request.body!) continue
    },
  ],
]

/** Of "äöü1": seven bytes, four characters. */
const kinds: [string, () => Plain][] = [
  ['text', () => ({ body: 'äöü1' })],
  ['base64', () => ({ body: Buffer.from('äöü1').toString('base64'), base64: true })],
  [
    'base64 for URLs, without padding',
    () => ({ body: Buffer.from('äöü1').toString('base64url'), base64: true }),
  ],
  ['bytes', () => ({ body: bytesOf('äöü1') })],
  ['a stream', () => ({ body: chunks(bytesOf('äö'), bytesOf('ü1')) })],
]

describe.each(kinds)('%s', (_, make) => {
  it.each(readers)('beyond the limit is 413 by %s', async (_name, read) => {
    const event = eventOf({ method: 'POST', headers: form[1], ...make() })
    limitBody(event, 6)
    await expect((async () => read(event))()).rejects.toEqual(tooLarge(6))
  })

  it('as long as the limit is read', async () => {
    for (const [name, read] of readers.slice(0, 5).filter(([name]) => name !== 'json()')) {
      const event = eventOf({ method: 'POST', ...make() })
      limitBody(event, 7)
      expect([name, Buffer.from((await read(event)) as string).toString()]).toEqual([name, 'äöü1'])
    }
  })

  it('that was read before the limit came is 413 at once', async () => {
    const event = eventOf({ method: 'POST', ...make() })
    expect(await event.text()).toBe('äöü1')
    expect(() => limitBody(event, 6)).toThrow(tooLarge(6))
    limitBody(event, 7)
    expect(await event.text()).toBe('äöü1')
  })

  it('of which the Request was made before is limited there, too', async () => {
    for (const [, read] of readers.slice(3)) {
      const event = eventOf({ method: 'POST', headers: form[1], ...make() })
      expect(event.request.headers.get('content-type')).toBe(form[1]['content-type'])
      limitBody(event, 6)
      expect(event.request.headers.get('content-type')).toBe(form[1]['content-type'])
      await expect((async () => read(event))()).rejects.toEqual(tooLarge(6))
      await expect(event.text()).rejects.toMatchObject({ code: expect.stringMatching(/TOO_LARGE|USED/) })
    }
  })
})

it('a form within the limit is read', async () => {
  const event = eventOf({ method: 'POST', headers: form[1], body: form[0] })
  limitBody(event, form[0].length)
  expect([...(await event.request.formData())]).toEqual([['a', '1']])
})

it('what a client declares is refused before anything is read', () => {
  const body = vi.fn<() => undefined>()
  const eventWith = (length: string): LazyHttpEvent<Plain> =>
    new LazyHttpEvent({ method: 'POST', headers: { 'Content-Length': length } }, { ...plainSource, body }, {})
  expect(() => limitBody(eventWith('11'), 10)).toThrow(tooLarge(10))
  for (const length of ['10', '', 'many', '-1', '11, 11']) limitBody(eventWith(length), 10)
  expect(body).not.toHaveBeenCalled()
})

it('a stream is let go at the limit, and no more of it is taken', async () => {
  const body = chunks(bytesOf('aaaa'), bytesOf('bbbb'), bytesOf('cccc'))
  const event = eventOf({ method: 'POST', body })
  limitBody(event, 5)
  await expect(event.text()).rejects.toEqual(tooLarge(5))
  expect(body).toMatchObject({ taken: 2, closed: true })
})

it('of several limits the smallest counts', async () => {
  for (const limits of [
    [3, 9],
    [9, 3],
  ]) {
    const event = eventOf({ method: 'POST', body: 'four' })
    for (const limit of limits) limitBody(event, limit)
    await expect(event.text()).rejects.toEqual(tooLarge(3))
  }
})

it('a request without a body passes, and the rest of the event is as it was', async () => {
  const event = eventOf({ method: 'DELETE', path: '/a', search: 'b=1', headers: { host: 'a.example' } })
  limitBody(event, 0)
  expect(await event.text()).toBe('')
  expect(event).toMatchObject({ url: 'https://a.example/a?b=1', query: { b: '1' }, identity: undefined })
})

it('the limit is of bytes, however they are carried', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 40 }), fc.nat(40), fc.nat(40), async (bytes, limit, cut) => {
      const base64 = Buffer.from(bytes).toString('base64')
      for (const body of [bytes, base64, chunks(bytes.subarray(0, cut), bytes.subarray(cut))]) {
        const event = eventOf({ method: 'POST', body, base64: body === base64 })
        limitBody(event, limit)
        const read = await event.bytes().then(
          (got) => Buffer.from(got).toString('base64'),
          (error: { status: number }) => error.status,
        )
        expect(read).toBe(bytes.length > limit ? 413 : base64)
      }
    }),
  )
})
