import { bucket, bus, on } from '@sampan/core'
import { expect, it } from 'vitest'
import { run } from './run.ts'

it.each(['aws', 'alibaba', 'tencent'] as const)('on %s a trigger says type and action', async (provider) => {
  const seen: unknown[] = []
  const keep = (event: any): void => void seen.push(event)
  await run(on(bucket('photos').deleted(), keep), { key: 'my photo.jpg' }, { provider })
  await run(on(bus('shop').event('order.paid'), keep), { data: 1 }, { provider })
  expect(seen).toEqual([
    expect.objectContaining({ action: 'deleted', key: 'my photo.jpg', size: undefined }),
    expect.objectContaining({ type: 'order.paid', source: 'com.example.shop', data: 1 }),
  ])
})

it('on Baidu, which has no bus and tells of no deletions, that is an error', async () => {
  const paid = on(bus('shop').event('order.paid'), () => {})
  await expect(run(paid, {}, { provider: 'baidu' })).rejects.toThrow(
    'No payload of baidu is the usual one for bus events; name cdn',
  )
  const deleted = on(bucket('photos').deleted(), () => {})
  await expect(run(deleted, {}, { provider: 'baidu' })).rejects.toMatchObject({ code: 'SAMPAN_NO_PAYLOAD' })
})
