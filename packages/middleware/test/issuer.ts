import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, type GenerateKeyPairResult, SignJWT } from 'jose'

export const ISSUER = 'https://issuer.example.com'
export const AUDIENCE = 'https://api.example.com'

export type KeyPair = GenerateKeyPairResult

/** Seconds from now, as claims count. */
export function inSeconds(seconds: number): number {
  return Math.floor(Date.now() / 1000) + seconds
}

/** A token of Ann's that is good for five minutes, but for what the arguments say. */
export function sign(
  key: KeyPair['privateKey'] | Uint8Array,
  header: { alg: string; [name: string]: unknown },
  claims: { [name: string]: unknown } = {},
): Promise<string> {
  const whole = { iss: ISSUER, aud: AUDIENCE, sub: 'ann', exp: inSeconds(300), ...claims }
  return new SignJWT(whole).setProtectedHeader(header).sign(key)
}

/** A token as text, whatever is in it; the signature is base64url already. */
export function rawToken(header: unknown, claims: unknown, signature = 'AAAA'): string {
  return `${encode(header)}.${encode(claims)}.${signature}`
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

export async function publicJwk(pair: KeyPair, more: object = {}): Promise<object> {
  return { ...(await exportJWK(pair.publicKey)), ...more }
}

/** A server of keys on this machine. What it answers may be changed while it runs. */
export interface KeyServer extends AsyncDisposable {
  readonly url: string
  keys: object[]
  status: number
  delayMs: number
  /** In place of the keys. */
  body: string | undefined
  headers: { [name: string]: string }
  /** How many times it was asked. */
  asked: number
  readonly paths: string[]
}

export async function keyServer(keys: object[]): Promise<KeyServer> {
  const server = createServer((request, response) => {
    state.asked++
    state.paths.push(request.url!)
    setTimeout(() => {
      response.writeHead(state.status, { 'content-type': 'application/json', ...state.headers })
      response.end(state.body ?? JSON.stringify({ keys: state.keys }))
    }, state.delayMs)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const state: KeyServer = {
    url: `http://127.0.0.1:${port}/jwks.json`,
    keys,
    status: 200,
    delayMs: 0,
    body: undefined,
    headers: {},
    asked: 0,
    paths: [],
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return state
}
