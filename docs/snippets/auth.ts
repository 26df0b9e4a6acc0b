import { http, on, use } from '@sampan/core'
import { auth } from '@sampan/middleware/auth'
import { router } from '@sampan/middleware/router'

const signedIn = use(
  auth.jwt({
    jwks: 'https://issuer.example.com/.well-known/jwks.json',
    issuer: 'https://issuer.example.com',
    audience: 'https://api.example.com',
  }),
).use(
  auth.apiKey({
    // The SHA-256 of the key; the key itself only its owner has.
    keys: [
      { id: 'billing', sha256: process.env['BILLING_KEY_SHA256'] ?? '', claims: { roles: ['service'] } },
    ],
  }),
)

export const api = on(
  http(),
  router(signedIn)
    .get('/health', () => 'ok')
    .get('/me', { identity: { authenticated: true } }, ({ identity }) => ({ id: identity?.id }))
    .get('/orders', { identity: { scopes: ['orders:read'] } }, () => [])
    .post('/invoices', { identity: { roles: ['service'] } }, () => undefined),
)
