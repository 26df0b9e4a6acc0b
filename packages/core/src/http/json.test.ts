import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_DEPTH, parseJson } from './json.ts'

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

const lists = (depth: number, inner = ''): string => '['.repeat(depth) + inner + ']'.repeat(depth)
const objects = (depth: number): string => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth)

describe('depth', () => {
  const tooDeep = expect.objectContaining({
    status: 400,
    code: 'SAMPAN_BODY_TOO_DEEP',
    message: 'The body nests more than 128 levels',
  }) as Error

  it.each([lists, objects])('is limited', (nest) => {
    expect(parseJson(nest(MAX_DEPTH))).toEqual(JSON.parse(nest(MAX_DEPTH)))
    expect(() => parseJson(nest(MAX_DEPTH + 1))).toThrow(tooDeep)
    expect(() => parseJson(`[1,"]",${nest(MAX_DEPTH)}]`)).toThrow(tooDeep)
    expect(() => parseJson(nest(1_000_000))).toThrow(tooDeep)
  })

  it.each([
    `["${'['.repeat(500)}"]`,
    `["a\\"${'['.repeat(500)}", "\\\\", "${'{'.repeat(500)}\\\\"]`,
    `[${'[],'.repeat(500)}{}]`,
    `[${'{"a":[{}]},'.repeat(500)}{}]`,
    lists(MAX_DEPTH, `"${']'.repeat(9)}"`),
  ])('is not the number of brackets: %#', (text) => {
    expect(parseJson(text)).toEqual(JSON.parse(text))
  })

  it.each([
    '['.repeat(100_000),
    ']'.repeat(500) + '['.repeat(500),
    `"${'['.repeat(500)}`,
    `[${'[]'.repeat(200)}`,
  ])('of what is no JSON does not matter: %#', (text) => {
    expect(() => parseJson(text)).toThrow(expect.objectContaining({ status: 400 }) as Error)
  })

  it('is found in time that grows with the text alone', () => {
    // A second for what takes milliseconds: each would take minutes if it were quadratic.
    const started = performance.now()
    const start = `[${'[],'.repeat(MAX_DEPTH)}`
    for (const tail of ['\\', '\\"', '"\\"', '"']) {
      expect(() => parseJson(start + '"' + tail.repeat(500_000))).toThrow('JSON')
    }
    expect(performance.now() - started).toBeLessThan(1000)
  })

  it('counts what JSON.parse nests', () => {
    const depthOf = (value: unknown): number =>
      typeof value === 'object' && value !== null
        ? 1 + Math.max(0, ...Object.entries(value).map(([, inner]) => depthOf(inner)))
        : 0
    const text = fc.string({ unit: fc.constantFrom('[', ']', '{', '}', '"', '\\', 'a') })
    const value = fc.oneof(text, fc.array(text), fc.dictionary(text, text))
    fc.assert(
      fc.property(fc.array(value), fc.integer({ min: 120, max: 132 }), (values, levels) => {
        let nested: unknown = values
        for (let level = 0; level < levels; level++)
          nested = level % 2 === 0 ? [values[0], nested] : { a: nested }
        const json = JSON.stringify(nested)
        const expected = depthOf(nested) > MAX_DEPTH ? 'SAMPAN_BODY_TOO_DEEP' : JSON.parse(json)
        expect(outcome(() => parseJson(json))).toEqual(expected)
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
