import { bucket, http, on, reply, task } from '@sampan/core'
import { run } from '@sampan/testing'
import { expect, test } from 'vitest'

const api = on(http('POST /items'), async (event) => reply(201, await event.json(), { location: '/items/7' }))
const resize = on(task('resize'), ({ data }) => ({ width: (data as { width: number }).width * 2 }))
const thumbs = on(bucket('uploads').created({ suffix: '.jpg' }), ({ size }) => {
  if (size === 0) throw new Error('The picture is empty')
})

test('a request has a reply', async () => {
  const response = await run(api, { path: '/items', body: { size: 'L' } }, { provider: 'alibaba' })
  expect(response.status).toBe(201)
  expect(response.headers.get('location')).toBe('/items/7')
  expect(response.json()).toEqual({ size: 'L' })
})

test('a call has a result, or fails', async () => {
  const context = { functionName: 'shop-resize', timeoutMs: 3000 }
  expect(await run(resize, { data: { width: 100 } }, { provider: 'tencent', context })).toEqual({
    width: 200,
  })
  await expect(run(resize, { data: null }, { provider: 'tencent' })).rejects.toThrow(TypeError)
})

test('messages are acknowledged, or fail', async () => {
  const objects = [
    { id: 'a', key: 'my photo.jpg' },
    { id: 'b', key: 'empty.jpg', size: 0 },
  ]
  const result = await run(thumbs, objects, { provider: 'aws', payload: 's3Sqs' })
  expect(result.acknowledged).toEqual([expect.stringContaining('my photo.jpg')])
  expect(result.failed).toEqual([expect.stringContaining('empty.jpg')])
  expect(result.error).toEqual(new Error('The picture is empty'))
})
