import { expect, it } from 'vitest'
import { handlerOf } from '../test/plain.ts'
import { on } from './function.ts'
import { http } from './http/trigger.ts'

// In a file of its own: the first call of this file is the first of a fresh instance.
it('is a cold start once in the life of the instance', async () => {
  const fn = on(http(), (_event, { coldStart }) => ({ coldStart }))
  const [one, other] = [handlerOf(fn), handlerOf(fn)]
  const bodies = [await one({}, {}), await one({}, {}), await other({}, {})].map(
    (it) => (it as { body: string }).body,
  )
  expect(bodies).toEqual(['{"coldStart":true}', '{"coldStart":false}', '{"coldStart":false}'])
})
