/* oxlint-disable vitest/expect-expect -- what stands here is read by the type checker and never run; a `ts-expect-error`
   asserts. */
import { http, type Identity, on, use } from '@sampan/core'
import { describe, expectTypeOf, it } from 'vitest'
import { router } from '../router/index.ts'
import { apiKey, auth, jwt } from './index.ts'

const options = { jwks: 'https://issuer.example.com/jwks.json', issuer: 'i', audience: 'a' }

describe('identity of the context', () => {
  it('may be missing, unless it is required', () => {
    use(jwt(options)).on(http(), (_event, { identity }) => {
      expectTypeOf(identity).toEqualTypeOf<Identity | undefined>()
    })
    use(auth.jwt({ ...options, required: true })).on(http(), (_event, { identity }) => {
      expectTypeOf(identity).toEqualTypeOf<Identity>()
    })
    use(apiKey({ keys: [{ id: 'a', key: 'k' }] })).on(http(), (_event, { identity }) => {
      expectTypeOf(identity).toEqualTypeOf<Identity | undefined>()
    })
    use(auth.apiKey({ resolve: () => ({ id: 'a' }), required: true })).on(http(), (_event, { identity }) => {
      expectTypeOf(identity).toEqualTypeOf<Identity>()
    })
  })

  it('is there in the routes of a router', () => {
    const api = router(use(jwt({ ...options, required: true }))).get('/me', (_event, { identity }) => {
      expectTypeOf(identity.id).toEqualTypeOf<string | undefined>()
    })
    on(http(), api)
  })
})

describe('options', () => {
  it('of jwt() have one kind of key, and say issuer and audience', () => {
    jwt({ secret: 's', issuer: false, audience: ['a', 'b'] })
    // @ts-expect-error two kinds of key
    jwt({ ...options, secret: 's' })
    // @ts-expect-error no key
    jwt({ issuer: 'i', audience: 'a' })
    // @ts-expect-error no audience
    jwt({ secret: 's', issuer: 'i' })
    // @ts-expect-error true is no audience
    jwt({ secret: 's', issuer: 'i', audience: true })
    // @ts-expect-error there is no such algorithm
    jwt({ ...options, algorithms: ['none'] })
  })

  it('of apiKey() have a key or its hash', () => {
    apiKey({ keys: [{ id: 'a', sha256: 'x' }] })
    // @ts-expect-error neither
    apiKey({ keys: [{ id: 'a' }] })
    // @ts-expect-error an environment variable may not be set
    apiKey({ keys: [{ id: 'a', key: process.env['KEY'] }] })
  })
})
