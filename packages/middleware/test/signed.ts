import { use } from '@sampan/core'
import { runLayers } from '@sampan/core/adapter'
import { generateKeyPair } from 'jose'
import { jwt, type JwtOptions } from '../src/auth/index.ts'
import { type Call, caller } from './call.ts'
import { AUDIENCE, ISSUER, type KeyPair, publicJwk } from './issuer.ts'

export const SECRET = 'a secret of thirty-two bytes at the least'
export const bytes: Uint8Array = new TextEncoder().encode(SECRET)
export const EXPECTED = { issuer: ISSUER, audience: AUDIENCE }

/** A key pair of each algorithm, whose name is its kid too, and the set of their public halves. */
export const pairs: { [alg: string]: KeyPair } = {}
export const set: { keys: object[] } = { keys: [] }
for (const alg of ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA']) {
  pairs[alg] = await generateKeyPair(alg, { extractable: true })
  set.keys.push(await publicJwk(pairs[alg], { alg, kid: alg }))
}

/** A function behind `jwt()` that tells whom it sees. */
export function api(options: JwtOptions): Call {
  const { layers } = use(jwt(options))
  return caller((event, context) =>
    runLayers(layers, event, context, (event, { identity }) => ({
      same: event.identity === identity,
      identity: identity ?? null,
    })),
  )
}

export function bySecret(more: object = {}): Call {
  return api({ ...EXPECTED, secret: SECRET, ...more })
}

export function byKeys(more: object = {}): Call {
  return api({ ...EXPECTED, jwks: set, ...more })
}

export function bearer(token: string): { headers: { [name: string]: string } } {
  return { headers: { authorization: `Bearer ${token}` } }
}

/** What becomes of a token, and whether the answer repeats any of it. */
export async function outcome(call: Call, token: string): Promise<object> {
  const { status, headers, body, json } = await call('GET /', bearer(token))
  const echo = token.length > 20 && (body + JSON.stringify(headers)).includes(token.slice(0, 20))
  return { status, code: json?.code, detail: json?.detail, challenge: headers['www-authenticate'], echo }
}

/** The outcome of a token that is not valid. */
export function refused(why: string = 'The token is not valid'): object {
  const challenge = `Bearer error="invalid_token", error_description="${why}"`
  return { status: 401, code: 'SAMPAN_BAD_CREDENTIALS', detail: why, challenge, echo: false }
}
