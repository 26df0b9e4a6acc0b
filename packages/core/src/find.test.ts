import { expect, it, vi } from 'vitest'
import { findCodec } from './find.ts'

it('findCodec gives the first that knows the event, and asks no further', () => {
  const later = vi.fn<() => boolean>(() => true)
  const codecs = [{ match: () => false }, { match: (native: unknown) => native === 7 }, { match: later }]
  expect(findCodec(codecs, 7)).toBe(codecs[1])
  expect(later).not.toHaveBeenCalled()
  expect(findCodec(codecs, 8)).toBe(codecs[2])
  expect(findCodec(codecs.slice(0, 2), 8)).toBeUndefined()
})
