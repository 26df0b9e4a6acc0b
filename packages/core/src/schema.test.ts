import { describe, expect, it } from 'vitest'
import { plainIssue } from './schema.ts'

describe('plainIssue', () => {
  it.each([
    [undefined, ''],
    [[], ''],
    [['items', 0, 'id'], 'items.0.id'],
    [[{ key: 'items' }, { key: 2 }], 'items.2'],
    [[Symbol('tag')], 'Symbol(tag)'],
  ])('writes the path %j as %j', (path, expected) => {
    expect(plainIssue({ message: 'required', path })).toEqual({ path: expected, message: 'required' })
  })
})
