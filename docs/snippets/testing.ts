import { lambda } from '@sampan/aws'
import { on, queue } from '@sampan/core'
import { fake, run } from '@sampan/testing'
import { expect, test } from 'vitest'
import * as z from 'zod'

const orders = queue('orders', { data: z.object({ id: z.string() }) })
const worker = on(orders, ({ data }) => {
  if (data.id === 'lost') throw new Error('There is no such order')
})

test.each(['aws', 'alibaba', 'tencent', 'baidu'] as const)('orders are handled on %s', async (provider) => {
  const { acknowledged } = await run(worker, { id: 'm-1', data: { id: 'A-1' } }, { provider })
  expect(acknowledged).toEqual(['m-1'])
})

test('Lambda is told which message failed', async () => {
  const messages = [{ data: { id: 'A-1' } }, { id: 'm-2', data: { id: 'lost' } }]
  const batch = fake.aws.sqs({ queue: 'orders', messages })
  expect(await lambda(worker)(batch)).toEqual({ batchItemFailures: [{ itemIdentifier: 'm-2' }] })
})
