import { STATUS_CODES } from 'node:http'
import { describe, expect, it } from 'vitest'
import { reasonPhrase } from './status.ts'

describe('reasonPhrase', () => {
  it.each([
    [200, 'OK'],
    [204, 'No Content'],
    [404, 'Not Found'],
    [413, 'Content Too Large'],
    [504, 'Gateway Timeout'],
    [299, 'Success'],
    [399, 'Redirect'],
    [418, 'Client Error'],
    [599, 'Server Error'],
  ])('of %i is %s', (status, phrase) => {
    expect(reasonPhrase(status)).toBe(phrase)
  })

  it('is the one everybody knows, but for two that RFC 9110 renamed', () => {
    const renamed = new Set([413, 422])
    for (const [code, phrase] of Object.entries(STATUS_CODES)) {
      const status = Number(code)
      if (status < 200 || renamed.has(status)) continue
      expect([phrase, 'Success', 'Redirect', 'Client Error', 'Server Error']).toContain(reasonPhrase(status))
    }
  })
})
