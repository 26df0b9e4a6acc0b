import { HttpError } from '@sampan/core'
import type { JWTVerifyGetKey } from 'jose'

export interface RemoteKeys {
  readonly url: URL
  readonly cacheMs: number
  readonly cooldownMs: number
  readonly timeoutMs: number
}

/** After a failure the issuer is left alone for this long: calls must not queue up behind a host that is down. */
const RETRY_MS = 5000
/** How long keys are used beyond their time where the issuer cannot be reached (as `stale-if-error` of RFC 5861). */
const STALE_MS = 3_600_000
const MAX_BYTES = 1_048_576

/**
 * The issuer's keys, fetched when they are first needed, once for all calls that wait. A key that is not among them
 * may be new and fetches them again, but not more often than the cooldown: anybody can send tokens with made-up keys.
 * There is no timer, which a frozen instance would not run.
 */
export function remoteKeys(
  createSet: (set: unknown) => JWTVerifyGetKey,
  { url, cacheMs, cooldownMs, timeoutMs }: RemoteKeys,
): JWTVerifyGetKey {
  let set: JWTVerifyGetKey | undefined
  let fetchedAt = 0
  let triedAt = 0
  let failure: unknown
  let loading: Promise<void> | undefined

  async function load(): Promise<void> {
    triedAt = Date.now()
    try {
      set = createSet(await fetchSet(url, timeoutMs))
      fetchedAt = Date.now()
      failure = undefined
    } catch (cause) {
      failure = cause ?? new Error('unknown')
    }
    loading = undefined
  }

  /** Not before `pause` has passed since the last time. */
  async function refresh(pause: number): Promise<void> {
    if (loading === undefined && since(triedAt) < (failure === undefined ? pause : RETRY_MS)) return
    await (loading ??= load())
  }

  return async (header, token) => {
    if (set === undefined || since(fetchedAt) >= cacheMs) await refresh(0)
    if (set === undefined || since(fetchedAt) >= cacheMs + STALE_MS) throw unavailable(failure)
    const known = set
    try {
      return await known(header, token)
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'ERR_JWKS_NO_MATCHING_KEY') throw error
      if (set === known) await refresh(cooldownMs)
      if (set !== known) return set(header, token)
      // Whether there is such a key by now cannot be told: the token may be good.
      throw failure === undefined ? error : unavailable(failure)
    }
  }
}

/** A clock that was set back must not keep what is old. */
function since(time: number): number {
  return Math.abs(Date.now() - time)
}

async function fetchSet(url: URL, timeoutMs: number): Promise<unknown> {
  const response = await fetch(url, {
    headers: { accept: 'application/jwk-set+json, application/json' },
    // Keys come from the place that was named, not from where that sends us.
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  })
  if (response.status !== 200) {
    await response.body?.cancel()
    throw new Error(`${url.href} answered ${response.status}`)
  }
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.length
    if (bytes > MAX_BYTES) throw new Error(`${url.href} answered more than ${MAX_BYTES} bytes`)
    chunks.push(chunk)
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8'))
}

/** Not 401: the caller's token may be good, and a client that is told otherwise throws it away. */
function unavailable(cause: unknown): HttpError {
  return new HttpError(503, 'The keys that verify tokens cannot be fetched', {
    code: 'SAMPAN_KEYS_UNAVAILABLE',
    headers: { 'retry-after': String(RETRY_MS / 1000) },
    cause,
  })
}
