import { bucket, bus, http, on, queue, schedule, stream } from '@sampan/core'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { asyncapiErrors } from '../../test/documents.ts'
import { asyncapi } from './index.ts'

const info = { title: 'Shop', version: '1.0.0' }

const Order = z.object({ id: z.string(), total: z.coerce.number().default(0) }).meta({ id: 'Order' })

const nothing = (): undefined => undefined

const shop = bus('shop', { 'order.paid': Order, 'order/sent': z.object({ at: z.string() }) })

describe('a document', () => {
  it('is this', () => {
    const functions = {
      worker: on(queue('orders', { data: Order }), nothing),
      paid: on(shop.event('order.paid'), nothing),
      clicks: on(stream('clicks'), nothing),
      api: on(http(), nothing),
      uploads: on(bucket('uploads').created(), nothing),
      nightly: on(schedule('nightly', '0 3 * * *'), nothing),
      helper: nothing,
      version: 1,
      none: null,
    }
    const document = asyncapi(functions, info, {
      servers: { production: { host: 'mq.example.com', protocol: 'amqps' } },
      names: { orders: 'prod-orders' },
    })
    expect(asyncapiErrors(document)).toBeUndefined()
    expect(document).toMatchSnapshot()
  })

  it('a bus as a whole has every type that it knows, and each once', () => {
    const document = asyncapi({ all: on(shop, nothing), sent: on(shop.event('order/sent'), nothing) }, info)
    expect(asyncapiErrors(document)).toBeUndefined()
    expect(Object.keys(document.channels)).toEqual(['bus.shop'])
    expect(Object.keys(document.channels['bus.shop']!.messages)).toEqual(['order.paid', 'order/sent'])
    expect(document.operations['sent']!.messages).toEqual([
      { $ref: '#/channels/bus.shop/messages/order~1sent' },
    ])
    expect(document.operations['all']!.messages).toHaveLength(2)
  })

  it('a list names operations by their channels', () => {
    const list = [
      on(queue('a'), nothing),
      on(stream('a'), nothing),
      on(shop, nothing),
      on(shop.event('order.paid'), nothing),
    ]
    const document = asyncapi(list, info)
    expect(asyncapiErrors(document)).toBeUndefined()
    expect(Object.keys(document.operations)).toEqual(['queue.a', 'stream.a', 'bus.shop', 'bus.shop2'])
    expect(document.channels['queue.a']).toMatchObject({ address: 'a', messages: { a: { name: 'a' } } })
  })

  it('the meta-schema would tell', () => {
    const document = asyncapi([on(queue('a'), nothing)], info)
    expect(asyncapiErrors({ ...document, channel: {} })).toBeDefined()
    expect(asyncapiErrors({ ...document, info: { title: 'x' } })).toBeDefined()
  })

  it('is of nothing where there is nothing', () => {
    const document = asyncapi([], info)
    expect(asyncapiErrors(document)).toBeUndefined()
    expect(document.operations).toEqual({})
  })
})

it('hostile names are names', () => {
  const functions = Object.fromEntries([
    ['__proto__', on(queue('__proto__'), nothing)],
    ['"</script>', on(bus('a/b~c').event('__proto__'), nothing)],
  ])
  const document = asyncapi(functions, info)
  expect(asyncapiErrors(document)).toBeUndefined()
  expect(Object.keys(document.operations)).toEqual(['__proto__', '"</script>'])
  expect(document.operations['"</script>']!.channel.$ref).toBe('#/channels/bus.a~1b~0c')
  expect(Object.keys(document.channels['bus.a/b~c']!.messages)).toEqual(['__proto__'])
  expect(({} as { name?: string }).name).toBeUndefined()
})

it.each([
  ['SAMPAN_UNKNOWN_OPTION', info, { server: {} }],
  ['SAMPAN_UNKNOWN_OPTION', { ...info, summary: '' }, {}],
  ['SAMPAN_BAD_OPTION', { title: '', version: '1' }, {}],
])('options and info are closed: %s %j %j', (code, info, options: object) => {
  expect(() => asyncapi([], info, options)).toThrow(expect.objectContaining({ code }))
})

it('a schema without a converter is named', () => {
  const data = {
    '~standard': { version: 1, vendor: 'plain', validate: (value: any) => ({ value }) },
  } as const
  const make = (): unknown => asyncapi([on(queue('orders', { data }), nothing)], info)
  expect(make).toThrow(
    expect.objectContaining({
      code: 'SAMPAN_NO_JSON_SCHEMA',
      message: expect.stringContaining('queue orders'),
    }),
  )
})
