import { describe, expect, it } from 'vitest'
import { shape, unknownEvent } from './unknown.ts'

describe('what is said of an unknown event', () => {
  it.each<[unknown, string]>([
    [null, 'what came is null'],
    [undefined, 'what came is a undefined'],
    ['hunter2', 'what came is a string'],
    [7, 'what came is a number'],
    [7n, 'what came is a bigint'],
    [['hunter2'], 'what came is a list'],
    [Buffer.from('hunter2'), 'what came is bytes that are no JSON'],
    [{}, 'the first keys of what came: none'],
    [{ password: 'hunter2' }, 'the first keys of what came: "password"'],
    [{ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 }, 'the first keys of what came: "a", "b", "c", "d", "e"'],
    [{ 'a"\n': 1 }, 'the first keys of what came: "a\\"\\n"'],
    [JSON.parse('{"__proto__":1}'), 'the first keys of what came: "__proto__"'],
    [{ ['x'.repeat(1000)]: 1 }, `the first keys of what came: "${'x'.repeat(40)}"`],
  ])('%#: %s', (native, text) => {
    expect(shape(native)).toBe(text)
  })

  it('is short and quick for very many keys', () => {
    const native = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`key-${at}`, at]))
    const started = performance.now()
    expect(shape(native)).toBe('the first keys of what came: "key-0", "key-1", "key-2", "key-3", "key-4"')
    expect(performance.now() - started).toBeLessThan(1000)
  })

  it('has the codecs that were asked', () => {
    expect(() => unknownEvent([{ name: 'plain.a' }, { name: 'plain.b' }], { secret: 'hunter2' })).toThrow(
      expect.objectContaining({
        code: 'SAMPAN_UNKNOWN_EVENT',
        message:
          'No codec knows this event; expected one of plain.a, plain.b; the first keys of what came: "secret"',
      }) as Error,
    )
  })
})
