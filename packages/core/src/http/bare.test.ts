import { describe, expect, it } from 'vitest'
import { BareRecord } from './bare.ts'

describe('BareRecord', () => {
  it('inherits nothing', () => {
    const record = new BareRecord<string>()
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty'])
      expect(record[name]).toBeUndefined()
  })

  it('keeps every key as its own', () => {
    const record = new BareRecord<string>()
    record['__proto__'] = 'a'
    record['constructor'] = 'b'
    expect(Object.entries(record)).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ])
    expect(({} as { a?: string }).a).toBeUndefined()
  })

  it('shares nothing with another', () => {
    const one = new BareRecord<string>()
    one['a'] = '1'
    expect(new BareRecord<string>()['a']).toBeUndefined()
  })
})
