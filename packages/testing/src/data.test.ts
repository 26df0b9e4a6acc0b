import type { HttpEvent } from '@sampan/core'
import { describe, expect, it } from 'vitest'
import { payloads, seen } from '../test/clouds.ts'
import { fake } from './fake.ts'

const ofBody = async (event: HttpEvent): Promise<unknown> => [
  event.headers.get('content-type'),
  Buffer.from(await event.bytes()),
]

describe('bodies and data', () => {
  const bytes = new Uint8Array([0, 255, 128])

  it.each([
    [{ a: 1 }, 'application/json', Buffer.from('{"a":1}')],
    ['héllo', 'text/plain; charset=utf-8', Buffer.from('héllo')],
    [bytes, 'application/octet-stream', Buffer.from(bytes)],
    [null, 'application/json', Buffer.from('null')],
  ])('a body %j is sent as %s', async (body, type, expected) => {
    const payload = payloads.find(({ provider, name }) => provider === 'aws' && name === 'httpApi')!
    expect(await seen(payload, fake.aws.httpApi({ method: 'PUT', body }), ofBody)).toEqual([[type, expected]])
  })

  it('a body keeps the type that it is given', () => {
    const native = fake.aws.httpApi({ method: 'POST', headers: { 'Content-Type': 'text/csv' }, body: 'a,b' })
    expect(native).toMatchObject({ body: 'a,b', headers: { 'content-type': 'text/csv' } })
  })

  it('a list repeats the header line', () => {
    expect(fake.aws.restApi({ headers: { 'x-tag': ['a', 'b'] } })).toMatchObject({
      multiValueHeaders: { 'x-tag': ['a', 'b'] },
    })
  })

  it.each([[bytes], ['text'], [12.5], [[1, null]]])('data %j arrives as it is', async (data) => {
    const payload = payloads.find(({ provider, name }) => provider === 'aws' && name === 'kinesis')!
    expect(await seen(payload, fake.aws.kinesis({ data }), (event) => event.data)).toEqual([data])
  })

  it('text that is no JSON is given as its bytes', () => {
    expect(fake.aws.sqs({ data: Buffer.from('plain text') })).toMatchObject({
      Records: [{ body: 'plain text' }],
    })
  })

  it('a change stream takes nothing but changes', () => {
    expect(() => fake.aws.dynamodb({ data: { id: 'A-1' } })).toThrow(
      expect.objectContaining({ code: 'SAMPAN_BAD_SAMPLE' }),
    )
  })

  it('a topic carries a plain message, or a CloudEvent where it has a type', () => {
    expect(fake.aws.sns({ data: 'hello' })).toMatchObject({ Records: [{ Sns: { Message: '"hello"' } }] })
    expect(fake.aws.sns({ type: 'order.paid' })).toMatchObject({
      Records: [{ Sns: { Message: expect.stringContaining('"specversion":"1.0"') as string } }],
    })
  })
})
