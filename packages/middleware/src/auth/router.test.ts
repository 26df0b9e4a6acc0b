import { type Identity, use } from '@sampan/core'
import { describe, expect, it } from 'vitest'
import { caller } from '../../test/call.ts'
import { sign } from '../../test/issuer.ts'
import { bearer, bytes, EXPECTED, SECRET } from '../../test/signed.ts'
import { router } from '../router/index.ts'
import { auth } from './index.ts'

const signedIn = use(auth.jwt({ ...EXPECTED, secret: SECRET })).use(
  auth.apiKey({ keys: [{ id: 'robot', key: 'k', claims: { roles: ['admin'] } }] }),
)

describe.each([
  ['in the pipeline that the router starts from', caller(routes(router(signedIn)))],
  ['put in by router.use()', caller(routes(router().use(signedIn.layers[0]!).use(signedIn.layers[1]!)))],
])('auth %s', (_, call) => {
  it('comes before the routes ask for an identity', async () => {
    const reader = bearer(await sign(bytes, { alg: 'HS256' }, { scope: 'read' }))
    const other = bearer(await sign(bytes, { alg: 'HS256' }, { scope: 'other' }))
    expect((await call('GET /open')).body).toBe('nobody')
    expect((await call('GET /open', reader)).body).toBe('ann')
    expect((await call('GET /mine')).status).toBe(401)
    expect((await call('GET /mine', reader)).body).toBe('ann')
    expect((await call('GET /read', reader)).body).toBe('ann')
    expect((await call('GET /read', other)).status).toBe(403)
    expect((await call('GET /admin', reader)).status).toBe(403)
    expect((await call('GET /admin', { headers: { 'x-api-key': 'k' } })).body).toBe('robot')
  })

  it('answers a bad token before there is a route at all', async () => {
    for (const path of ['/open', '/mine', '/nowhere']) {
      expect((await call(`GET ${path}`, bearer('a.b.c'))).status).toBe(401)
      expect((await call(`GET ${path}`, { headers: { 'x-api-key': 'x' } })).status).toBe(401)
    }
  })
})

function routes(app: ReturnType<typeof router<any>>) {
  return app
    .get('/open', tell)
    .get('/mine', { identity: { authenticated: true } }, tell)
    .get('/read', { identity: { scopes: ['read'] } }, tell)
    .get('/admin', { identity: { roles: ['admin'] } }, tell)
}

function tell({ identity }: { identity: Identity | undefined }): string {
  return identity?.id ?? 'nobody'
}
