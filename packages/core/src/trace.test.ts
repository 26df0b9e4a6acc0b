import { describe, expect, it } from 'vitest'
import { parseJaeger, parseTraceparent } from './trace.ts'

const traceId = '8f0c1d2e3a4b5c6d7e8f901234567890'
const spanId = '1a2b3c4d5e6f7081'

describe('parseTraceparent', () => {
  it.each([
    ['01', true],
    ['00', false],
    ['03', true],
    ['fe', false],
  ])('reads the flags %s', (flags, sampled) => {
    expect(parseTraceparent(`00-${traceId}-${spanId}-${flags}`)).toEqual({ traceId, spanId, sampled })
  })

  it('reads a later version with more fields', () => {
    expect(parseTraceparent(`cc-${traceId}-${spanId}-01-what-comes`)).toEqual({
      traceId,
      spanId,
      sampled: true,
    })
  })

  it.each([
    ['nothing', null],
    ['no header', undefined],
    ['an empty one', ''],
    ['version ff', `ff-${traceId}-${spanId}-01`],
    ['more fields in version 00', `00-${traceId}-${spanId}-01-x`],
    ['a longer flag', `00-${traceId}-${spanId}-011`],
    ['a zero trace', `00-${'0'.repeat(32)}-${spanId}-01`],
    ['a zero span', `00-${traceId}-${'0'.repeat(16)}-01`],
    ['capitals', `00-${traceId.toUpperCase()}-${spanId}-01`],
    ['two headers joined', `00-${traceId}-${spanId}-01, 00-${traceId}-${spanId}-01`],
    ['something in front', ` 00-${traceId}-${spanId}-01`],
  ])('takes %s for no trace', (_, header) => {
    expect(parseTraceparent(header)).toBeUndefined()
  })
})

it.each([
  ['AbC:DeF:0:0', { traceId: `${'0'.repeat(29)}abc`, spanId: `${'0'.repeat(13)}def`, sampled: false }],
  [`${'f'.repeat(32)}:1:2:3`, { traceId: 'f'.repeat(32), spanId: `${'0'.repeat(15)}1`, sampled: true }],
  ['abc:0:0:2', { traceId: `${'0'.repeat(29)}abc`, spanId: undefined, sampled: false }],
  ['0:1:0:1', undefined],
  [`${'f'.repeat(33)}:1:2:1`, undefined],
  ['abc:def:1', undefined],
  ['', undefined],
  [undefined, undefined],
])('reads the Jaeger span context %j', (text, trace) => {
  expect(parseJaeger(text)).toEqual(trace)
})
