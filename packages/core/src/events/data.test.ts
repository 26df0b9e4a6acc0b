import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyText, soundText } from '../../test/plain.ts'
import { PermanentError } from '../errors.ts'
import { base64Data, bytesData, FlawedData, fromBase64, textData, textOrBytes } from './data.ts'

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text))
const base64Of = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

/** The three ways that a payload carries data, each given the same text. */
const readers: [string, (text: string) => unknown][] = [
  ['textData', textData],
  ['bytesData', (text) => bytesData(Buffer.from(text))],
  ['base64Data', (text) => base64Data(base64Of(bytesOf(text)))],
]

const values = fc
  .jsonValue({ maxDepth: 3 })
  .filter((value) => !JSON.stringify(value).includes('__proto__'))
  .map((value) => JSON.parse(JSON.stringify(value)) as unknown)

/** Bytes as they are to be: nobody's Buffer. */
function bytesIn(data: unknown): Uint8Array {
  if (Object.getPrototypeOf(data) !== Uint8Array.prototype) throw new TypeError('No plain bytes')
  return data as Uint8Array
}

const deep = (key: string): string => `${`{"${key}":`.repeat(20_000)}1${'}'.repeat(20_000)}`

describe.each(readers)('%s', (_, read) => {
  it('gives the value of any JSON, with the spaces that JSON allows around it', () => {
    const spaces = fc.stringMatching(/^[ \t\r\n]{0,3}$/)
    fc.assert(
      fc.property(values, spaces, spaces, (value, before, after) => {
        expect(read(before + JSON.stringify(value) + after)).toEqual(value)
      }),
    )
  })

  it('gives the bytes of any other text', () => {
    fc.assert(
      fc.property(soundText, (text) => {
        fc.pre(!isJson(text))
        expect(bytesIn(read(text))).toEqual(bytesOf(text))
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    '',
    ' ',
    '-',
    '+1',
    '.5',
    '01',
    'nul',
    'nullx',
    'tru',
    'False',
    'undefined',
    'NaN',
    'Infinity',
    '{',
    '{"a":1}}',
    '{"a":1',
    "{'a':1}",
    '[1,]',
    '"open',
    '"a\nb"',
    'hello',
    '1 2',
    '\ufeff{"a":1}',
    '\u00a0{"a":1}',
    '\0',
    '{"a":1}\0',
  ])('leaves %j as bytes, which no reader of JSON takes', (text) => {
    expect(bytesIn(read(text))).toEqual(bytesOf(text))
  })

  it.each([
    ['null', null],
    ['0', 0],
    ['-0.5e3', -500],
    ['"7"', '7'],
    ['""', ''],
    ['true', true],
    ['"\\ud800"', '\ud800'],
    ['{"proto":1,"constructor":2}', { proto: 1, constructor: 2 }],
    ['["__proto__"]', ['__proto__']],
    ['{"a":"__proto__"}', { a: '__proto__' }],
    ['{"a\\u0020b":"\\u00e9"}', { 'a b': 'é' }],
  ])('reads %j', (text, value) => {
    expect(read(text)).toEqual(value)
  })

  it.each([
    '{"__proto__":{"admin":true}}',
    '{"\\u005f_proto__":1}',
    '{"\\u005F\\u005F\\u0070roto__":1}',
    '[[{"a":{"__proto__":null}}]]',
    '{"__proto\\u005f_":[]}',
  ])('keeps %s in its place as flawed, with the bytes that came', (text) => {
    const data = read(text)
    expect(data).toBeInstanceOf(FlawedData)
    const { raw, error } = data as FlawedData
    expect(bytesIn(raw)).toEqual(bytesOf(text))
    expect(error).toBeInstanceOf(PermanentError)
    expect(error.message).toContain('"__proto__"')
  })

  it('reads large data in linear time', () => {
    const size = 4_000_000
    const large = [
      ' '.repeat(size),
      '{'.repeat(size),
      '-'.repeat(size),
      `"${'\\u00e9'.repeat(size / 6)}"`,
      `"${'x'.repeat(size)}`,
      `${' '.repeat(size)}x`,
    ]
    const started = performance.now()
    for (const text of large) expect(read(text)).toBeDefined()
    expect(performance.now() - started).toBeLessThan(5000)
  })

  it('does not run out of stack on nested data', () => {
    for (const text of [deep('a'), deep('\\u0061'), '['.repeat(200_000)]) {
      expect(typeof read(text)).toBe('object')
    }
  })
})

describe('textData', () => {
  it('gives half a character the form that it has in UTF-8', () => {
    expect(bytesIn(textData('a\ud800b'))).toEqual(bytesOf('a\ufffdb'))
  })

  it('never gives a text that is no JSON, nor a Buffer, whatever comes', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const data = textData(text)
        expect(data).toEqual(isJson(text) ? JSON.parse(text) : bytesOf(text))
        expect(Buffer.isBuffer(data)).toBe(false)
      }),
      { numRuns: 500 },
    )
  })
})

describe('bytesData', () => {
  it('leaves any bytes that are no JSON as they are, and as no Buffer', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30 }), fc.boolean(), (bytes, pooled) => {
        fc.pre(!isJson(Buffer.from(bytes).toString()))
        expect(bytesIn(bytesData(pooled ? Buffer.from(bytes) : bytes))).toEqual(bytes)
      }),
    )
  })

  it('takes no text from bytes that are not UTF-8, though their JSON would be sound without these', () => {
    const latin = Buffer.from('{"name":"Jürgen"}', 'latin1')
    expect(bytesIn(bytesData(latin))).toEqual(new Uint8Array(latin))
  })

  it('does not look beyond its part of a larger memory', () => {
    const pool = Buffer.from('secret{"a":1}secret')
    expect(bytesData(pool.subarray(6, 13))).toEqual({ a: 1 })
    expect(bytesIn(bytesData(pool.subarray(0, 6)))).toEqual(bytesOf('secret'))
  })
})

describe('base64', () => {
  it('is read whole or not at all', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.nat(), (bytes, at) => {
        const text = base64Of(bytes)
        expect(bytesIn(fromBase64(text))).toEqual(bytes)
        const cut = text.slice(0, at % (text.length || 1))
        const read = fromBase64(cut)
        // A cut on a boundary of four is sound base64 of less; nobody can tell.
        expect(read).toEqual(cut.length % 4 === 0 ? bytes.subarray(0, (cut.length / 4) * 3) : undefined)
      }),
    )
  })

  it.each([
    'A',
    'AA',
    'AAA',
    'AA=A',
    '====',
    'A===',
    'AAAA=',
    'AA==AA==',
    'AA-_',
    'AAA ',
    'AA\n=',
    'ÄÖÜß',
    '{"a":1}!',
  ])('refuses %j, of which Buffer would make something', (text) => {
    expect(fromBase64(text)).toBeUndefined()
    const flawed = base64Data(text) as FlawedData
    expect(flawed).toBeInstanceOf(FlawedData)
    expect(bytesIn(flawed.raw)).toEqual(bytesOf(text))
    expect(flawed.error.message).toBe('The data of the message is not valid base64')
  })

  it('refuses a long text with one wrong letter at its end fast', () => {
    const started = performance.now()
    expect(fromBase64(`${'A'.repeat(7_999_999)}!`)).toBeUndefined()
    expect(fromBase64(`${'A'.repeat(8_000_000)}====`)).toBeUndefined()
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

describe('textOrBytes', () => {
  it('is text for every UTF-8, with its BOM, and the bytes for all else', () => {
    fc.assert(
      fc.property(soundText, (text) => {
        expect(textOrBytes(Buffer.from(text))).toBe(text)
      }),
    )
    expect(textOrBytes(Buffer.from('\ufeffkey'))).toBe('\ufeffkey')
    expect(bytesIn(textOrBytes(Buffer.from([0x6b, 0xff])))).toEqual(new Uint8Array([0x6b, 0xff]))
  })
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
