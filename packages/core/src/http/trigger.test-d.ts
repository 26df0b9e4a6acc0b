/* oxlint-disable unicorn/consistent-function-scoping, vitest/expect-expect, typescript/no-generated-empty-object-type --
   what stands here is read by the type checker and never run; a `ts-expect-error` asserts. */
import { describe, expectTypeOf, it } from 'vitest'
import { on } from '../function.ts'
import type { EventOf } from '../trigger.ts'
import type { HttpEvent } from './event.ts'
import type { PathParams } from './pattern.ts'
import { http, type HttpTrigger } from './trigger.ts'

describe('PathParams', () => {
  it('reads the names from the text', () => {
    expectTypeOf<PathParams<'/a/:b/:c?'>>().toEqualTypeOf<{ readonly b: string; readonly c?: string }>()
    expectTypeOf<PathParams<'GET /a/:b/**:rest'>>().toEqualTypeOf<{
      readonly b: string
      readonly rest: string
    }>()
    expectTypeOf<PathParams<'GET /a/:b/:c?/**:rest'>>().toEqualTypeOf<{
      readonly b: string
      readonly c?: string
      readonly rest: string
    }>()
    expectTypeOf<PathParams<'/:first'>>().toEqualTypeOf<{ readonly first: string }>()
    expectTypeOf<PathParams<'/a/:b/c/:d/e'>>().toEqualTypeOf<{ readonly b: string; readonly d: string }>()
  })

  it('finds none where there is none', () => {
    expectTypeOf<keyof PathParams<'/'>>().toBeNever()
    expectTypeOf<keyof PathParams<'/x'>>().toBeNever()
    expectTypeOf<keyof PathParams<'GET /x/y'>>().toBeNever()
    expectTypeOf<keyof PathParams<'/*/a/**'>>().toBeNever()
    expectTypeOf<keyof PathParams<'/a:b'>>().toBeNever()
  })

  it('promises nothing of a text that is not known', () => {
    expectTypeOf<PathParams<string>>().toEqualTypeOf<{ readonly [name: string]: string | undefined }>()
  })

  it('keeps two routes apart', () => {
    expectTypeOf<PathParams<'/:a' | '/:b'>>().toEqualTypeOf<{ readonly a: string } | { readonly b: string }>()
  })
})

describe('http(route)', () => {
  it('types the params of the handler', () => {
    on(http('GET /hello/:name'), ({ params }) => {
      expectTypeOf(params).toEqualTypeOf<{ readonly name: string }>()
      expectTypeOf(params.name).toBeString()
      // @ts-expect-error no such param
      void params.nam
      // @ts-expect-error params are read
      params.name = 'other'
    })
    on(http('/users/:id?'), ({ params }) => {
      expectTypeOf(params.id).toEqualTypeOf<string | undefined>()
    })
    on(http('/x'), ({ params }) => {
      // @ts-expect-error no params at all
      void params.x
    })
  })

  it('takes the params of any request for what they are without a route', () => {
    on(http(), ({ params }) => {
      expectTypeOf(params['anything']).toEqualTypeOf<string | undefined>()
    })
  })

  it('gives the trigger the type of its event', () => {
    const trigger = http('/:id')
    expectTypeOf(trigger).toEqualTypeOf<HttpTrigger<{ readonly id: string }>>()
    expectTypeOf<EventOf<typeof trigger>>().toEqualTypeOf<HttpEvent<{ readonly id: string }>>()
    expectTypeOf(trigger.route).toEqualTypeOf<string | undefined>()
    expectTypeOf(trigger.kind).toEqualTypeOf<'http'>()
  })

  it('lets a function that takes any HTTP event take those of a route', () => {
    const any = (event: HttpEvent): string => event.path
    on(http('/:id'), any)
    on(http('/x'), any)
    on(http(), any)
    on(http('/:id'), (event) => any(event))
  })

  it('refuses a handler that asks for other params', () => {
    const wants = (event: HttpEvent<{ readonly name: string }>): string => event.params.name
    on(http('/:name'), wants)
    // @ts-expect-error the route has no name
    on(http('/:id'), wants)
  })
})

describe('an HTTP event', () => {
  it('has these fields', () => {
    on(http(), (event) => {
      expectTypeOf(event.method).toBeString()
      expectTypeOf(event.query['a']).toEqualTypeOf<string | string[] | undefined>()
      expectTypeOf(event.headers.get('a')).toEqualTypeOf<string | null>()
      expectTypeOf(event.cookies['a']).toEqualTypeOf<string | undefined>()
      expectTypeOf(event.client.ip).toEqualTypeOf<string | undefined>()
      expectTypeOf(event.json()).toEqualTypeOf<Promise<unknown>>()
      expectTypeOf(event.text()).toEqualTypeOf<Promise<string>>()
      expectTypeOf(event.bytes()).toEqualTypeOf<Promise<Uint8Array>>()
      expectTypeOf(event.request).toEqualTypeOf<Request>()
      expectTypeOf(event.identity?.claims['sub']).toBeUnknown()
      expectTypeOf(event.native).toBeUnknown()
      // @ts-expect-error no such field
      void event.body
    })
  })
})
