import { Readable } from 'node:stream'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chunks, soundText } from '../../test/plain.ts'
import { chunksOf, collect, type Payload, toPayload } from './payload.ts'
import type { ReplyBody } from './plain.ts'
import { reply } from './reply.ts'

const bad = expect.objectContaining({ code: 'SAMPAN_BAD_RESULT' }) as Error

const bytesOf = ({ body, isBase64Encoded }: Payload): Buffer =>
  Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8')

async function all(body: ReplyBody): Promise<string[]> {
  const list: string[] = []
  // Bytes only: TextDecoder takes no text.
  for await (const chunk of chunksOf(body)) list.push(new TextDecoder().decode(chunk))
  return list
}

describe('toPayload', () => {
  it('leaves text as it is, at once', () => {
    expect(toPayload(reply(200, 'Grüße'))).toEqual({ body: 'Grüße', isBase64Encoded: false })
    expect(toPayload(reply(200))).toEqual({ body: '', isBase64Encoded: false })
  })

  it.each([
    'text/plain',
    'text/html; charset=utf-8',
    'TEXT/CSV; Charset="UTF8"',
    'application/json',
    'application/json; charset=us-ascii',
    'application/xml',
    'application/javascript',
    'application/x-www-form-urlencoded',
    'application/graphql',
    'application/x-ndjson',
    'application/problem+json',
    'image/svg+xml; charset=utf-8',
  ])('sends bytes of %s as text, which every gateway passes through', (type) => {
    const bytes = new Uint8Array(Buffer.from('\ufeffGrüße'))
    expect(toPayload(reply(200, bytes, { 'content-type': type }))).toEqual({
      body: '\ufeffGrüße',
      isBase64Encoded: false,
    })
  })

  it.each<[string, { [name: string]: string }]>([
    ['another charset', { 'content-type': 'text/plain; charset=gb18030' }],
    ['compressed text', { 'content-type': 'text/plain', 'content-encoding': 'gzip' }],
    ['an image', { 'content-type': 'image/png' }],
    ['what begins like text', { 'content-type': 'application/jsonp-sequence-x' }],
    ['nothing in particular', {}],
  ])('sends bytes of %s as base64', (_, headers) => {
    const bytes = new Uint8Array(Buffer.from('Hi'))
    expect(toPayload(reply(200, bytes, headers))).toEqual({ body: 'SGk=', isBase64Encoded: true })
  })

  it('sends as base64 what calls itself text and is none', () => {
    const bytes = new Uint8Array([0xff, 0x41])
    expect(toPayload(reply(200, bytes, { 'content-type': 'text/plain' }))).toEqual({
      body: '/0E=',
      isBase64Encoded: true,
    })
  })

  it('takes the encoding identity for none', () => {
    const headers = { 'content-type': 'text/plain', 'content-encoding': 'identity' }
    expect(toPayload(reply(200, Buffer.from('Hi'), headers))).toMatchObject({ body: 'Hi' })
  })

  it('sends a part of a larger buffer, and no more', () => {
    expect(toPayload(reply(200, new Uint8Array([1, 72, 105, 2]).subarray(1, 3)))).toMatchObject({
      body: 'SGk=',
    })
  })

  it('gathers what streams', async () => {
    const made = reply(200, chunks('Grü', new Uint8Array(Buffer.from('ße'))), {
      'content-type': 'text/plain',
    })
    expect(await toPayload(made)).toEqual({ body: 'Grüße', isBase64Encoded: false })
  })

  it('carries every byte, under every content type', async () => {
    const type = fc.constantFrom(
      'text/plain',
      'text/html; charset=latin1',
      'application/json',
      'image/png',
      'a/b+xml',
      '',
    )
    const encoding = fc.constantFrom(undefined, 'gzip', 'identity')
    const bytes = fc.oneof(
      fc.uint8Array(),
      soundText.map((text) => new Uint8Array(Buffer.from(text))),
    )
    await fc.assert(
      fc.asyncProperty(
        bytes,
        type,
        encoding,
        fc.boolean(),
        async (value, contentType, contentEncoding, streams) => {
          const body = streams ? chunks(value.subarray(0, 2), value.subarray(2)) : value
          const headers = { 'content-type': contentType, 'content-encoding': contentEncoding }
          // As the cloud reads it: from JSON.
          const payload = JSON.parse(JSON.stringify(await toPayload(reply(200, body, headers)))) as Payload
          expect(bytesOf(payload)).toEqual(Buffer.from(value))
        },
      ),
    )
  })
})

describe('collect and chunksOf', () => {
  it.each<[string, () => ReplyBody, string[]]>([
    ['nothing', () => undefined, []],
    ['empty text', () => '', []],
    ['text', () => 'ü', ['ü']],
    ['bytes', () => Buffer.from('ü'), ['ü']],
    ['a Blob', () => new Blob(['a', 'b']), ['ab']],
    ['a Response', () => new Response('ab'), ['ab']],
    ['a Response without a body', () => new Response(null), ['']],
    ['a Node stream', () => Readable.from(['a', Buffer.from('b')]), ['a', 'b']],
    ['chunks', () => chunks('a', new Uint8Array(Buffer.from('b'))), ['a', 'b']],
  ])('read %s', async (_, make, expected) => {
    expect(await all(make())).toEqual(expected)
    expect(Buffer.from(await collect(make() ?? '')).toString()).toBe(expected.join(''))
  })

  it('read a Response chunk by chunk, as it comes', async () => {
    const stream = new ReadableStream({
      async start(controller) {
        for (const chunk of ['a', 'b']) {
          await Promise.resolve()
          controller.enqueue(Buffer.from(chunk))
        }
        controller.close()
      },
    })
    expect(await all(new Response(stream))).toEqual(['a', 'b'])
  })

  it.each([[1], [null], [{ a: 1 }], [['a']]])('refuse the chunk %j, and close the stream', async (chunk) => {
    for (const read of [all, collect] as ((body: AsyncIterable<string>) => Promise<unknown>)[]) {
      const body = chunks('a', chunk as unknown as string, 'b')
      await expect(read(body)).rejects.toThrow(bad)
      expect([body.closed, body.taken]).toEqual([true, 2])
    }
  })

  it('refuse such a chunk of a Response, too', async () => {
    const stream = new ReadableStream({
      start(controller) {
        controller.enqueue(7)
      },
    })
    await expect(all(new Response(stream))).rejects.toThrow(bad)
  })

  it('let a stream go that its reader leaves', async () => {
    const body = chunks('a', 'b', 'c')
    for await (const chunk of chunksOf(body)) if (chunk.length > 0) break
    expect([body.closed, body.taken]).toEqual([true, 1])
  })
})
