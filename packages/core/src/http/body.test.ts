import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chunks } from '../../test/plain.ts'
import { bodyBytes, bodyText, parseJson } from './body.ts'
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

describe('parseJson', () => {
  it.each([
    '{"a":1}',
    '[]',
    '"text"',
    '7',
    'null',
    ' {"a":"\\u0041"} ',
    '{"a":"__proto__"}',
    '{"constructor":1}',
  ])('reads %s', (text) => {
    expect(parseJson(text)).toEqual(JSON.parse(text))
  })

  it.each([
    ['', 'The body is empty where JSON is expected'],
    ['{', 'The body is not valid JSON'],
    ['undefined', 'The body is not valid JSON'],
    ['{"__proto__"', 'The body is not valid JSON'],
  ])('answers 400 to %j', (text, message) => {
    expect(() => parseJson(text)).toThrow(
      expect.objectContaining({ status: 400, code: 'SAMPAN_BODY_NOT_JSON', message }) as Error,
    )
  })

  it.each([
    '{"__proto__":{}}',
    '{"a":[{"__proto__":1}]}',
    '{"\\u005f_proto__":{}}',
    '{"__pr\\u006fto__":{}}',
    '{"__p\\u0072oto__":{}}',
    '{"\\u005F\\u005F\\u0070roto\\u005f_":{}}',
  ])('refuses %s', (text) => {
    expect(() => parseJson(text)).toThrow(
      expect.objectContaining({ status: 400, code: 'SAMPAN_BODY_PROTO' }) as Error,
    )
  })

  it('gives what JSON says, or refuses: never a value that pollutes who merges it', () => {
    const key = fc.oneof(fc.constantFrom('__proto__', 'a', '__proto', 'proto__'), fc.string())
    const value = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        fc.string(),
        fc.integer(),
        fc.array(tie('node'), { maxLength: 3 }),
        fc.array(fc.tuple(key, tie('node')), { maxLength: 3 }).map((pairs) => Object.fromEntries(pairs)),
      ),
    })).node
    fc.assert(
      fc.property(value, fc.nat(8191), (data, seed) => {
        const text = escaped(JSON.stringify(data), seed)
        const refused = JSON.stringify(data).includes('"__proto__":')
        expect(outcome(() => parseJson(text))).toEqual(refused ? 'SAMPAN_BODY_PROTO' : data)
      }),
    )
  })
})

/** The same JSON with some of its characters escaped. */
function escaped(json: string, seed: number): string {
  return json.replace(/[_prto]/g, (letter, at: number) =>
    ((seed >> (at % 13)) & 1) === 1 ? `\\u00${letter.charCodeAt(0).toString(16)}` : letter,
  )
}

function outcome(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return (error as { code: string }).code
  }
}
