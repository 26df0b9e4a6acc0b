import type { Middleware } from '@sampan/core'
import { runLayers } from '@sampan/core/adapter'
import { describe, expect, it, vi } from 'vitest'
import { caller } from '../../test/call.ts'
import { bodyLimit } from './index.ts'

const behind = (...layers: Middleware[]): ReturnType<typeof caller> =>
  caller((event, context) =>
    runLayers(layers, event, context, async (inner) => (await inner.text()).length || 'empty'),
  )

describe('bodyLimit()', () => {
  it.each<[limit: number, body: string | undefined, status: number]>([
    [4, 'four', 200],
    [3, 'four', 413],
    [4, 'ééé', 413],
    [6, 'ééé', 200],
    [0, undefined, 200],
    [0, '', 200],
    [0, 'x', 413],
  ])('of %d takes %j with %d', async (limit, body, status) => {
    const answer = await behind(bodyLimit(limit))('POST /', body === undefined ? {} : { body })
    expect(answer.status).toBe(status)
    expect(answer.json?.code).toBe(status === 413 ? 'SAMPAN_BODY_TOO_LARGE' : undefined)
  })

  it('refuses by Content-Length without reading', async () => {
    const onRead = vi.fn<() => void>()
    const answer = await behind(bodyLimit(10))('POST /', {
      headers: { 'content-length': '11' },
      body: 'x',
      onRead,
    })
    expect(answer.status).toBe(413)
    expect(onRead).not.toHaveBeenCalled()
  })

  it('cannot be widened further in', async () => {
    expect(await behind(bodyLimit(3), bodyLimit(9))('POST /', { body: 'four' })).toMatchObject({
      status: 413,
    })
    expect(await behind(bodyLimit(9), bodyLimit(3))('POST /', { body: 'four' })).toMatchObject({
      status: 413,
    })
  })

  it.each([-1, 1.5, NaN, Infinity])('%d is no limit', (bytes) => {
    expect(() => bodyLimit(bytes)).toThrow(expect.objectContaining({ code: 'SAMPAN_BAD_OPTION' }) as Error)
  })

  it('lets events of other kinds pass', async () => {
    expect(await bodyLimit(0)({ kind: 'queue' } as never, {} as never, () => 'passed' as never)).toBe(
      'passed',
    )
  })
})
