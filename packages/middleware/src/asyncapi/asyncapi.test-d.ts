import { on, queue } from '@sampan/core'
import { expectTypeOf, test } from 'vitest'
import * as z from 'zod'
import { type AsyncApiDocument, type AsyncApiInfo, asyncapi } from './index.ts'

const worker = on(queue('orders', { data: z.object({ id: z.string() }) }), ({ data }) => void data.id)
const info = { title: 'Shop', version: '1.0.0' }

test('functions by name or in a list give a document', () => {
  expectTypeOf(asyncapi({ worker, other: 1 }, info)).toEqualTypeOf<AsyncApiDocument>()
  asyncapi([worker], info, { toJsonSchema: z.toJSONSchema, names: { orders: 'prod-orders' } })
})

test('what is misspelt or missing does not compile', () => {
  expectTypeOf(asyncapi).parameter(1).toEqualTypeOf<AsyncApiInfo>()
  // @ts-expect-error: the version is missing
  asyncapi([worker], { title: 'Shop' })
  // @ts-expect-error: there is no such option
  asyncapi([worker], info, { server: {} })
  // @ts-expect-error: a trigger is no function yet
  asyncapi([queue('orders')], info)
})
