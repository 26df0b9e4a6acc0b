import { describe, expect, it } from 'vitest'
import { HttpError, PermanentError, SampanError } from './errors.ts'

describe('SampanError', () => {
  it('carries its code, and the cause where there is one', () => {
    const cause = new Error('below')
    const error = new SampanError('SAMPAN_NO_CALL', 'outside', { cause })
    expect(error).toMatchObject({ name: 'SampanError', code: 'SAMPAN_NO_CALL', message: 'outside', cause })
    expect(error).toBeInstanceOf(Error)
  })
})

describe('HttpError', () => {
  it('says status, message and what the options give', () => {
    const headers = { 'retry-after': '3' }
    const error = new HttpError(503, 'busy', { code: 'BUSY', details: [1], headers, cause: 'load' })
    expect(error).toMatchObject({
      name: 'HttpError',
      status: 503,
      message: 'busy',
      code: 'BUSY',
      details: [1],
      headers,
      cause: 'load',
    })
  })

  it('needs nothing but a status', () => {
    const error = new HttpError(404)
    expect([error.message, error.code, error.details, error.headers]).toEqual([
      '',
      undefined,
      undefined,
      undefined,
    ])
  })

  it.each([200, 204, 302, 399, 600, 404.5, Number.NaN, Infinity, '404', undefined])(
    'refuses %s, which is no status of an error',
    (status) => {
      expect(() => new HttpError(status as number)).toThrow(
        expect.objectContaining({ code: 'SAMPAN_BAD_STATUS' }) as Error,
      )
    },
  )

  it.each([400, 599])('takes %i', (status) => {
    expect(new HttpError(status).status).toBe(status)
  })
})

describe('PermanentError', () => {
  it('is known by its class and its name', () => {
    const error = new PermanentError('no such user', { cause: 7 })
    expect(error).toBeInstanceOf(PermanentError)
    expect(error).toMatchObject({ name: 'PermanentError', message: 'no such user', cause: 7 })
  })
})
