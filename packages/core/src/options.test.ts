import { describe, expect, it } from 'vitest'
import { on } from './function.ts'
import { http } from './http/trigger.ts'
import { checkOptions, splitArguments } from './options.ts'

const fn = on(http(), () => 'ok')
const code = (expected: string): Error => expect.objectContaining({ code: expected }) as Error

describe('splitArguments', () => {
  it('takes functions alone', () => {
    expect(splitArguments('lambda()', [fn, fn], ['basePath'])).toEqual({ functions: [fn, fn], options: {} })
  })

  it('takes options last, and leaves the arguments as they are', () => {
    const args = [fn, { basePath: '/shop' }] as const
    const split = splitArguments<{ basePath?: string }>('lambda()', [...args], ['basePath'])
    expect(split).toEqual({ functions: [fn], options: { basePath: '/shop' } })
    expect(args).toHaveLength(2)
  })

  it.each([
    ['nothing', []],
    ['options alone', [{}]],
    ['a bare handler', [() => 'hello']],
    ['undefined, as of a misspelt import', [undefined]],
    ['null', [null]],
    ['text', ['handler']],
    ['a list', [[fn]]],
    ['a trigger', [http()]],
    ['options first', [{}, fn]],
    ['a trigger without a handler', [{ trigger: http() }]],
    ['one good of two', [fn, 7]],
  ])('refuses %s', (_, args) => {
    expect(() => splitArguments('lambda()', args as never, ['basePath'])).toThrow(
      /^(lambda\(\) takes functions made by on\(trigger, handler\)|lambda\(\) has no option)/,
    )
  })

  it('calls the adapter by its name', () => {
    expect(() => splitArguments('fc()', [], [])).toThrow(code('SAMPAN_BAD_FUNCTION'))
    expect(() => splitArguments('fc()', [], [])).toThrow('fc() takes functions')
  })

  it('checks the options', () => {
    expect(() => splitArguments('lambda()', [fn, { basepath: '/' }], ['basePath'])).toThrow(
      code('SAMPAN_UNKNOWN_OPTION'),
    )
  })
})

describe('checkOptions', () => {
  it.each([
    ['basepath', 'basePath'],
    ['trusted_hops', 'trustedHops'],
    ['trustHops', 'trustedHops'],
    ['base', 'basePath'],
    ['', 'basePath'],
  ])('names the nearest to %j', (typo, nearest) => {
    expect(() => checkOptions('cfc()', { [typo]: 1 }, ['basePath', 'trustedHops'])).toThrow(
      `cfc() has no option "${typo}"; did you mean "${nearest}"?`,
    )
  })

  it('says so where there is no option at all', () => {
    expect(() => checkOptions('toFetch()', { a: 1 }, [])).toThrow(
      'toFetch() has no option "a"; it takes none',
    )
  })

  it('takes what is known', () => {
    expect(() => checkOptions('cfc()', { trustedHops: 1 }, ['basePath', 'trustedHops'])).not.toThrow()
  })
})
