import type { IncomingMessage } from 'node:http'
import type { Credentials, Provider } from '@sampan/core'
import { toCredentials } from '@sampan/core/adapter'

/** Where the server runs: plain Node (Knative too), an FC custom runtime or container, an SCF Web or image function. */
export type Platform = Extract<Provider, 'node' | 'alibaba' | 'tencent'>

/**
 * Known by the environment, which only the platform writes (users may set no `FC_*` and no `SCF_*` variables).
 * Never by a header: any client of a plain server could send `x-fc-request-id`.
 */
export function detectPlatform(env: NodeJS.ProcessEnv): Platform {
  if (env['FC_FUNCTION_NAME'] || env['FC_FUNC_CODE_PATH']) return 'alibaba'
  if (env['TENCENTCLOUD_RUNENV'] === 'SCF' || env['SCF_FUNCTIONNAME']) return 'tencent'
  return 'node'
}

/** Id, secret and token: in headers of every request of these two platforms. */
const CREDENTIALS: { readonly [P in Platform]?: readonly [string, string, string] } = {
  alibaba: ['x-fc-access-key-id', 'x-fc-access-key-secret', 'x-fc-security-token'],
  tencent: ['x-scf-secret-id', 'x-scf-secret-key', 'x-scf-session-token'],
}

/**
 * Takes the function's credentials out of the request, so that no log line and no echo of the headers can show
 * them. They are left in none of the forms in which Node has the headers.
 */
export function takeCredentials(platform: Platform, request: IncomingMessage): Credentials | undefined {
  const names = CREDENTIALS[platform]
  if (names === undefined) return undefined
  // Node makes both maps of rawHeaders when they are first touched: that has to be before rawHeaders shrinks.
  const { headers, headersDistinct, rawHeaders } = request
  const [id, secret, token] = names.map((name) => headers[name])
  for (const name of names) {
    delete headers[name]
    delete headersDistinct[name]
  }
  for (let at = rawHeaders.length - 2; at >= 0; at -= 2) {
    if (names.includes(rawHeaders[at]!.toLowerCase())) rawHeaders.splice(at, 2)
  }
  return toCredentials(id, secret, token)
}
