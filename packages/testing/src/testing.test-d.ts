/* oxlint-disable vitest/expect-expect -- a `ts-expect-error` asserts. */
import { bucket, http, on, queue, task, websocket } from '@sampan/core'
import { expectTypeOf, test } from 'vitest'
import * as z from 'zod'
import { type BatchResult, fake, type HttpResult, run, type SocketResult } from './index.ts'

const orders = queue('orders', { data: z.object({ id: z.string() }) })
const resize = task('resize', {
  input: z.object({ width: z.number() }),
  output: z.object({ key: z.string() }),
})

test('a fake takes the options of its kind', () => {
  expectTypeOf(fake.aws.sqs).toBeCallableWith({ queue: 'orders', data: 1, messages: [{ groupId: 'a' }] })
  expectTypeOf(fake.alibaba.oss).toBeCallableWith({ bucket: 'uploads', key: 'my photo.jpg', size: 5 })
  expectTypeOf(fake.tencent.functionUrl).toBeCallableWith({ method: 'POST', body: { a: 1 } })
  expectTypeOf(fake.baidu.task).toBeCallableWith({ data: 1 })
  expectTypeOf(fake.aws.sqs).toBeCallableWith()
  // @ts-expect-error -- of another kind
  fake.aws.sqs({ bucket: 'uploads' })
  // @ts-expect-error -- of another kind
  fake.aws.httpApi({ queue: 'orders' })
  // @ts-expect-error -- no such action
  fake.aws.s3({ action: 'moved' })
})

test('there are payloads, and nothing else of the samples', () => {
  expectTypeOf(fake).toHaveProperty('aws').toHaveProperty('kinesis')
  expectTypeOf(fake.aws).not.toHaveProperty('httpSamples')
  expectTypeOf(fake.aws).not.toHaveProperty('eventSamples')
  expectTypeOf(fake).not.toHaveProperty('node')
})

test('the result is that of the kind', () => {
  const api = on(http(), () => 'ok')
  const worker = on(orders, () => {})
  expectTypeOf(run(api, {}, { provider: 'aws' })).resolves.toEqualTypeOf<HttpResult>()
  expectTypeOf(run(worker, {}, { provider: 'aws' })).resolves.toEqualTypeOf<BatchResult>()
  const echo = on(websocket(), () => {})
  expectTypeOf(run(echo, {}, { provider: 'aws' })).resolves.toEqualTypeOf<SocketResult>()
  const small = on(resize, () => ({ key: 'a' }))
  expectTypeOf(run(small, { data: { width: 5 } }, { provider: 'aws' })).resolves.toEqualTypeOf<{
    key: string
  }>()
})

test('the event is that of the kind, and may be several where there are batches', () => {
  const worker = on(orders, () => {})
  void run(worker, [{ data: { id: 'A-1' } }, { attempt: 2 }], { provider: 'tencent' })
  // @ts-expect-error -- of another kind
  void run(worker, { key: 'a.jpg' }, { provider: 'tencent' })
  const small = on(resize, () => ({ key: 'a' }))
  // @ts-expect-error -- a call is one
  void run(small, [{ data: 1 }], { provider: 'tencent' })
})

test('the payload is one of the provider, and of the kind', () => {
  const thumbs = on(bucket('uploads').created(), () => {})
  void run(thumbs, {}, { provider: 'aws', payload: 's3Sqs' })
  void run(thumbs, {}, { provider: 'alibaba', payload: 'ossEventBridge' })
  // @ts-expect-error -- of another provider
  void run(thumbs, {}, { provider: 'alibaba', payload: 's3Sqs' })
  // @ts-expect-error -- of another kind
  void run(thumbs, {}, { provider: 'aws', payload: 'sqs' })
  // @ts-expect-error -- no provider
  void run(thumbs, {}, { provider: 'node' })
})
