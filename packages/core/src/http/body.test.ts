import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chunks, eventOf } from '../../test/plain.ts'
import { bodyBytes, bodyText, readChunks } from './body.ts'
import { asText, isTrue, nativeBody } from './field.ts'

describe('nativeBody', () => {
  const bytes = new Uint8Array([1])
  it.each([
    ['text', 'text'],
    ['', ''],
    [bytes, bytes],
    [undefined, undefined],
    [null, undefined],
    [{ a: [1] }, '{"a":[1]}'],
    [[1], '[1]'],
    [7, '7'],
    [false, 'false'],
  ])('of %j is %j', (field, expected) => {
    expect(nativeBody(field)).toBe(expected)
  })
})

describe('flags and texts', () => {
  it.each([
    [true, true],
    ['true', true],
    [false, false],
    ['false', false],
    [1, false],
    [undefined, false],
    [null, false],
  ])('the flag %j is %s', (flag, expected) => {
    expect(isTrue(flag)).toBe(expected)
  })

  it.each([
    ['a', 'a'],
    ['', undefined],
    [7, undefined],
    [null, undefined],
    [['a'], undefined],
  ])('the text of %j is %j', (field, expected) => {
    expect(asText(field)).toBe(expected)
  })
})

describe('bodyBytes and bodyText', () => {
  it.each<[string, Parameters<typeof bodyBytes>, string]>([
    ['nothing', [undefined, false], ''],
    ['text', ['Grüße', false], 'Grüße'],
    ['base64', [Buffer.from('Grüße').toString('base64'), true], 'Grüße'],
    ['url-safe base64', [Buffer.from('??>>').toString('base64url'), true], '??>>'],
    ['bytes', [Buffer.from('Grüße'), false], 'Grüße'],
    ['chunks that cut a character', [chunks(Buffer.from([0xc3]), Buffer.from([0xbc])), false], 'ü'],
    ['one chunk', [chunks(Buffer.from('one')), false], 'one'],
    ['no chunk', [chunks<Uint8Array[]>(), false], ''],
  ])('read %s', async (_, [body, base64], expected) => {
    // A stream is read once, so its text is made from its bytes.
    const bytes = await bodyBytes(body, base64)
    expect(Buffer.from(bytes).toString()).toBe(expected)
    expect(await bodyText(typeof body === 'string' ? body : bytes, base64)).toBe(expected)
  })

  it('reads the text of a stream', async () => {
    expect(await bodyText(chunks(Buffer.from('\ufeffa'), Buffer.from('b')), false)).toBe('ab')
  })

  it.each<[string, Parameters<typeof bodyText>]>([
    ['text', ['\ufeff{}', false]],
    ['base64', [Buffer.from('\ufeff{}').toString('base64'), true]],
    ['bytes', [Buffer.from('\ufeff{}'), false]],
  ])('leaves a byte order mark out of the text of %s, and in its bytes', async (_, args) => {
    expect(await bodyText(...args)).toBe('{}')
    expect(Buffer.from(await bodyBytes(...args)).toString()).toBe('\ufeff{}')
  })

  it('keeps all bytes, by base64 and by chunks', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), fc.nat(), async (bytes, cut) => {
        const base64 = Buffer.from(bytes).toString('base64')
        expect(Buffer.from(await bodyBytes(base64, true))).toEqual(Buffer.from(bytes))
        const at = cut % (bytes.length + 1)
        const stream = chunks(bytes.subarray(0, at), bytes.subarray(at))
        expect(Buffer.from(await bodyBytes(stream, false))).toEqual(Buffer.from(bytes))
      }),
    )
  })
})

const two = (): ReturnType<typeof chunks<Uint8Array[]>> => chunks(Buffer.from('ab'), Buffer.from('c'))

async function all(event: ReturnType<typeof eventOf>): Promise<string[]> {
  const texts: string[] = []
  for await (const chunk of readChunks(event)) texts.push(Buffer.from(chunk).toString())
  return texts
}

describe('readChunks', () => {
  it.each([
    [{ body: 'abc' }, ['abc']],
    [{ body: 'YWJj', base64: true }, ['abc']],
    [{ body: Buffer.from('abc') }, ['abc']],
    [{}, ['']],
    [{ body: two() }, ['ab', 'c']],
  ])('gives %j as it arrives', async (native, texts) => {
    expect(await all(eventOf({ method: 'POST', ...native }))).toEqual(texts)
  })

  it('keeps what came whole for others, and for itself', async () => {
    const event = eventOf({ method: 'POST', body: 'abc' })
    expect([await all(event), await event.text(), await event.request.text(), await all(event)]).toEqual([
      ['abc'],
      'abc',
      'abc',
      ['abc'],
    ])
    const read = eventOf({ method: 'POST', body: two() })
    expect([await read.text(), await all(read)]).toEqual(['abc', ['abc']])
  })

  const used = { code: 'SAMPAN_BODY_USED' }

  it('leaves nothing of a stream for others', async () => {
    const event = eventOf({ method: 'POST', body: two() })
    await all(event)
    await expect(event.text()).rejects.toMatchObject(used)
    await expect(event.request.text()).rejects.toMatchObject(used)
    await expect(all(event)).rejects.toMatchObject(used)
  })

  it('reads through the Request where that was made first', async () => {
    const event = eventOf({ method: 'POST', body: two() })
    const { request } = event
    expect((await all(event)).join('')).toBe('abc')
    expect(request.bodyUsed).toBe(true)
    await expect(event.bytes()).rejects.toMatchObject(used)
  })

  it('is an error where the Request was read, or is being read', async () => {
    const event = eventOf({ method: 'POST', body: two() })
    await event.request.text()
    await expect(all(event)).rejects.toMatchObject(used)
    const locked = eventOf({ method: 'POST', body: two() })
    locked.request.body!.getReader()
    await expect(all(locked)).rejects.toMatchObject(used)
  })

  it('lets go of a stream that is left', async () => {
    const body = two()
    for await (const _ of readChunks(eventOf({ method: 'POST', body }))) break
    expect(body).toMatchObject({ taken: 1, closed: true })
  })
})
