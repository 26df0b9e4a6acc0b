import type { HttpEvent, Identity, Middleware } from '@sampan/core'
import { checkOptions } from '@sampan/core/adapter'
import { badOption, type Caller, isText, missing, refused, signIn } from './caller.ts'

/** Whose key it is, as `event.identity` will say. */
export interface KeyOwner {
  readonly id: string
  readonly scopes?: readonly string[]
  /** Such as `{ roles: ['admin'] }`. */
  readonly claims?: { readonly [name: string]: unknown }
}

/**
 * One key of a client: as text, or as the SHA-256 of it, 64 hexadecimal digits. A plain hash protects only a key that
 * cannot be guessed: make it from 32 random bytes, never from a password.
 */
export type ApiKey = KeyOwner &
  ({ readonly key: string; readonly sha256?: never } | { readonly sha256: string; readonly key?: never })

export interface ApiKeyOptions {
  /** The keys that are valid; several may have one owner. Either these or `resolve`. */
  readonly keys?: readonly ApiKey[]
  /** Whose key it is, or undefined for nobody's. Look it up by its hash: databases do not compare in constant time. */
  readonly resolve?: (key: string, event: HttpEvent) => MaybeOwner | Promise<MaybeOwner>
  /** Default `x-api-key`. */
  readonly header?: string
  /**
   * A parameter of the query that may have the key where the header is missing. Default none: URLs are kept in logs,
   * histories and Referer headers.
   */
  readonly query?: string
  /** Whether a request without a key is answered 401. Default false: it goes on without an identity. */
  readonly required?: boolean
}

type MaybeOwner = KeyOwner | undefined | null

/** A longer key is refused unread. */
const MAX_LENGTH = 1024

/** No such scheme is registered, but a 401 has to have a challenge: RFC 9110, section 15.5.2. */
const CHALLENGE = 'ApiKey'

/**
 * Signs the caller in by a key: `event.identity`, and `identity` of the context, are
 * `{ type: 'api-key', id, claims, scopes }`. A request without a key goes on as it is unless `required`; one with a
 * key that nobody has is 401 in any case. Events of other kinds pass, without an identity.
 *
 * @throws SampanError SAMPAN_UNKNOWN_OPTION, SAMPAN_BAD_OPTION
 * @throws HttpError 401 SAMPAN_NO_IDENTITY or SAMPAN_BAD_CREDENTIALS
 */
export function apiKey(options: ApiKeyOptions & { readonly required: true }): Middleware<Caller<Identity>>
export function apiKey(options: ApiKeyOptions): Middleware<Caller>
export function apiKey(options: ApiKeyOptions): Middleware<Caller<any>> {
  checkOptions('apiKey()', options, ['keys', 'resolve', 'header', 'query', 'required'])
  const { keys, resolve, header = 'x-api-key', query, required = false } = options
  if ((keys === undefined) === (resolve === undefined))
    throw badOption('apiKey() takes either keys or resolve')
  if (!isText(header)) throw badOption('apiKey(): header is a name')
  if (query !== undefined && !isText(query)) throw badOption('apiKey(): query is a name')
  const ownerOf = resolve ?? ownerAmong(keys!)

  return async (event, _context, next) => {
    if (event.kind !== 'http') return next({ identity: undefined })
    const key = event.headers.get(header) ?? (query === undefined ? undefined : event.query[query])
    if (key === undefined) {
      if (required) throw missing('API key', CHALLENGE)
      return next({ identity: event.identity })
    }
    const owner = isText(key) && key.length <= MAX_LENGTH ? await ownerOf(key, event) : undefined
    if (owner === undefined || owner === null) throw refused('The API key is not valid', CHALLENGE)
    const { id, scopes, claims = {} } = owner
    return next(signIn(event, { type: 'api-key', id, claims, ...(scopes && { scopes }) }))
  }
}

/** Every key is looked at, whole, whichever it is: how long it takes tells nothing. */
function ownerAmong(keys: readonly ApiKey[]): (key: string) => Promise<KeyOwner | undefined> {
  checkKeys(keys)
  let hashes: Promise<Uint8Array[]> | undefined
  return async (given) => {
    hashes ??= Promise.all(keys.map(hashOf))
    const [known, wanted] = [await hashes, await sha256(given)]
    let found: KeyOwner | undefined
    known.forEach((hash, at) => {
      let difference = 0
      for (let i = 0; i < wanted.length; i++) difference |= hash[i]! ^ wanted[i]!
      if (difference === 0) found = keys[at]
    })
    return found
  }
}

/** No message has a key in it. */
function checkKeys(keys: readonly ApiKey[]): void {
  if (!Array.isArray(keys) || keys.length === 0)
    throw badOption('apiKey(): keys is a list of one key or more')
  const seen = new Set<string>()
  keys.forEach(({ id, key, sha256: hash }, at) => {
    const where = `apiKey(): keys[${at}]`
    if (!isText(id)) throw badOption(`${where} has no id`)
    if ((key === undefined) === (hash === undefined)) throw badOption(`${where} has either key or sha256`)
    if (key !== undefined && !/^[!-~]{1,1024}$/.test(key)) {
      throw badOption(`${where}: key is text that a header can carry, at most ${MAX_LENGTH} characters`)
    }
    if (hash !== undefined && !/^[\da-f]{64}$/i.test(hash))
      throw badOption(`${where}: sha256 is 64 hex digits`)
    const known = key ?? `sha256:${hash!.toLowerCase()}`
    if (seen.has(known)) throw badOption(`${where} is there twice`)
    seen.add(known)
  })
}

async function hashOf({ key, sha256: hex }: ApiKey): Promise<Uint8Array> {
  return key === undefined
    ? Uint8Array.from(hex.match(/../g)!, (byte) => Number.parseInt(byte, 16))
    : sha256(key)
}

async function sha256(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
}
