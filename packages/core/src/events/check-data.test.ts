import { describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { PermanentError } from '../errors.ts'
import { checkData, FlawedData } from './data.ts'

describe('checkData', () => {
  const order = z.object({ id: z.string(), total: z.coerce.number() })

  it('puts what the schema makes of the data in its place', async () => {
    const event = { data: { id: 'A-1', total: '7', extra: true } as unknown }
    expect(await checkData('queue orders', order)(event)).toBeUndefined()
    expect(event.data).toEqual({ id: 'A-1', total: 7 })
  })

  it('says where and what is wrong, never the value, and leaves the data alone', async () => {
    const data = { id: 7, total: 'hunter2' }
    const event = { data: data as unknown }
    const error = await checkData('queue orders', order)(event)
    expect(error).toBeInstanceOf(PermanentError)
    expect(error).toMatchObject({
      code: 'SAMPAN_INVALID_DATA',
      message: expect.stringMatching(/^The data is not what queue orders takes: id: .*; total: /) as string,
      details: [
        { path: 'id', message: expect.any(String) as string },
        { path: 'total', message: expect.any(String) as string },
      ],
    })
    expect(error!.message).not.toContain('hunter2')
    expect(event.data).toBe(data)
  })

  it('names no path where the value itself is wrong', async () => {
    const error = await checkData('queue orders', z.number())({ data: undefined })
    expect(error!.message).toMatch(/^The data is not what queue orders takes: [^:]+: expected number/)
    expect(error!.details).toEqual([{ path: '', message: expect.any(String) as string }])
  })

  it('gives flawed data its own error, and asks no schema', () => {
    const error = new PermanentError('broken')
    const schema = { '~standard': { version: 1 as const, vendor: 'x', validate: vi.fn<() => any>() } }
    const event = { data: new FlawedData(new Uint8Array(), error) }
    expect(checkData('queue orders', schema)(event)).toBe(error)
    expect(checkData('queue orders', undefined)(event)).toBe(error)
    expect(schema['~standard'].validate).not.toHaveBeenCalled()
  })

  it('makes no promise where there is no schema', () => {
    expect(checkData('queue orders', undefined)({ data: 7 })).toBeUndefined()
  })
})
