/* oxlint-disable unicorn/consistent-function-scoping, vitest/expect-expect, typescript/consistent-return --
   what stands here is read by the type checker and never run; a `ts-expect-error` asserts. */
import { describe, expectTypeOf, it } from 'vitest'
import type { Context, Credentials, Provider } from './context.ts'
import { currentContext } from './current.ts'
import { on, type Pipeline, use } from './function.ts'
import type { SampanFunction } from './trigger.ts'
import type { AnyEvent } from './events/event.ts'
import type { HttpEvent } from './http/event.ts'
import type { Reply } from './http/plain.ts'
import { reply, toReply } from './http/reply.ts'
import { http, type HttpTrigger } from './http/trigger.ts'
import type { Log } from './log.ts'
import type { Middleware, Next, Outcome } from './middleware.ts'
import { once } from './once.ts'
import type { Trace } from './trace.ts'

const tenant: Middleware<{ tenant: string }> = async (_event, _context, next) => next({ tenant: 'acme' })
/** Needs a tenant, adds a shop. */
const shop: Middleware<{ shop: number }, { tenant: string }> = (_event, context, next) =>
  next({ shop: context.tenant.length })
const plain: Middleware = async (_event, _context, next) => {
  const outcome = await next()
  return outcome
}

describe('a pipeline', () => {
  it('types what each layer adds for those inside of it', () => {
    use(tenant)
      .use(shop)
      .use(plain)
      .on(http('/:id'), ({ params }, context) => {
        expectTypeOf(context.tenant).toBeString()
        expectTypeOf(context.shop).toBeNumber()
        expectTypeOf(context.requestId).toBeString()
        expectTypeOf(params).toEqualTypeOf<{ readonly id: string }>()
        // @ts-expect-error nobody added it
        void context.user
      })
    expectTypeOf(use(tenant)).toEqualTypeOf<Pipeline<{ tenant: string }>>()
  })

  it('infers what a layer adds that is written in place', () => {
    use(async (_event, _context, next) => next({ user: 7 }))
      .use((_event, context, next) => next({ name: `user ${context.user.toFixed()}` }))
      .use((event, _context, next) =>
        event.kind === 'http' && event.method === 'GET' ? next({ read: true }) : reply(405),
      )
      .use(async (_event, _context, next) => {
        try {
          return await next({ late: [1] })
        } catch {
          return reply(503)
        }
      })
      .on(http(), (_event, context) => {
        expectTypeOf(context.user).toBeNumber()
        expectTypeOf(context.name).toBeString()
        expectTypeOf(context.read).toBeBoolean()
        expectTypeOf(context.late).toEqualTypeOf<number[]>()
      })
  })

  it('adds nothing where nothing is handed to next', () => {
    use((_event, _context, next) => next()).on(http(), (_event, context) => {
      // @ts-expect-error nobody added it
      void context.user
    })
  })

  it('refuses a layer whose needs nobody outside of it fills', () => {
    use(tenant).use(shop)
    // @ts-expect-error there is no tenant yet
    use(shop)
    // @ts-expect-error nor here
    use(plain).use(shop)
  })

  it('gives the function the type of its trigger', () => {
    expectTypeOf(use(tenant).on(http('/:id'), () => 1)).toEqualTypeOf<
      SampanFunction<HttpTrigger<{ readonly id: string }>>
    >()
  })

  it('takes a handler that wants less, and no handler that wants more', () => {
    const less = (_event: HttpEvent<any>, context: Context & { tenant: string }): string => context.tenant
    use(tenant).use(shop).on(http(), less)
    // @ts-expect-error there is no tenant
    use(plain).on(http(), less)
    // @ts-expect-error there is no tenant
    on(http(), less)
  })
})

describe('a middleware', () => {
  it('has to return what next() gave, or an answer', () => {
    // @ts-expect-error forgets to return next()
    const forgets: Middleware = async (_event, _context, next) => {
      await next()
    }
    // @ts-expect-error forgets it without a promise
    const drops: Middleware = (_event, _context, next) => {
      void next()
    }
    // @ts-expect-error forgets it in one of its ways
    const sometimes: Middleware = (event, _context, next) => {
      if (event.kind === 'http') return next()
    }
    // @ts-expect-error the same, written in place
    use(async (_event, _context, next) => {
      await next({ a: 1 })
    })
    void [forgets, drops, sometimes]
  })

  it('answers with a Reply or a Response, not with any value', () => {
    const answers: Middleware[] = [
      () => reply(401),
      async () => new Response('who?'),
      async (_event, _context, next) => toReply(await next()),
    ]
    // @ts-expect-error text
    const text: Middleware = () => 'who?'
    // @ts-expect-error a number
    const number: Middleware = () => 401
    // @ts-expect-error an object
    const object: Middleware = () => ({ status: 401 })
    // @ts-expect-error a list
    const list: Middleware = async () => [401]
    void [answers, text, number, object, list]
  })

  it('has to add what it says', () => {
    // @ts-expect-error adds nothing
    const nothing: Middleware<{ tenant: string }> = async (_event, _context, next) => next()
    // @ts-expect-error adds something else
    const other: Middleware<{ tenant: string }> = async (_event, _context, next) => next({ shop: 1 })
    // @ts-expect-error adds it with another type
    const wrong: Middleware<{ tenant: string }> = (_event, _context, next) => next({ tenant: 7 })
    const sometimes: Middleware<{ tenant: string }> = async (event, _context, next) =>
      // @ts-expect-error adds it in one of its ways
      event.method === 'GET' ? next() : next({ tenant: 'acme' })
    const optional: Middleware<{ tenant?: string }> = (_event, _context, next) => next()
    void [nothing, other, wrong, sometimes, optional]
  })

  it('may write out the type of its next', () => {
    const least = async (
      _event: AnyEvent,
      _context: Context,
      next: Next<{ tenant: string }>,
    ): Promise<Outcome<{ tenant: string }>> => next({ tenant: 'acme' })
    const layer: Middleware<{ tenant: string }> = least
    use(layer).on(http(), (_event, context) => {
      expectTypeOf(context.tenant).toBeString()
    })
    const fails = (_event: HttpEvent<any>, _context: Context, next: Next<{ tenant: string }>): unknown =>
      // @ts-expect-error a tenant has to be handed to it
      next()
    void fails
  })

  it('may answer early without saying what it adds', () => {
    const early = use(async (): Promise<Reply> => reply(503))
    early.on(http(), (_event, context) => {
      expectTypeOf(context.requestId).toBeString()
    })
  })
})

describe('the context', () => {
  it('has these fields', () => {
    on(http(), (_event, context) => {
      expectTypeOf(context.requestId).toBeString()
      expectTypeOf(context.functionName).toBeString()
      expectTypeOf(context.functionVersion).toBeString()
      expectTypeOf(context.region).toBeString()
      expectTypeOf(context.provider).toEqualTypeOf<Provider>()
      expectTypeOf(context.memoryMb).toEqualTypeOf<number | undefined>()
      expectTypeOf(context.coldStart).toBeBoolean()
      expectTypeOf(context.deadline).toEqualTypeOf<Date | undefined>()
      expectTypeOf(context.remainingMs()).toBeNumber()
      expectTypeOf(context.signal).toEqualTypeOf<AbortSignal>()
      expectTypeOf(context.trace).toEqualTypeOf<Trace | undefined>()
      expectTypeOf(context.credentials).toEqualTypeOf<Credentials | undefined>()
      expectTypeOf(context.log).toEqualTypeOf<Log>()
      expectTypeOf(context.native).toBeUnknown()
      expectTypeOf(context.waitUntil(Promise.resolve(1))).toBeVoid()
      // @ts-expect-error it is read
      context.requestId = 'other'
      // @ts-expect-error no such level
      void context.log.verbose
    })
    expectTypeOf(currentContext()).toEqualTypeOf<Context>()
  })
})

describe('once', () => {
  it('gives a promise of what start gives', () => {
    expectTypeOf(once(() => 1)).toEqualTypeOf<() => Promise<number>>()
    const pool = once(async () => ({ size: 1 }), {
      stop(value) {
        expectTypeOf(value).toEqualTypeOf<{ size: number }>()
      },
    })
    expectTypeOf(pool()).resolves.toEqualTypeOf<{ size: number }>()
  })
})
