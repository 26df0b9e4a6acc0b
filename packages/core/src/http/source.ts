import type { NativeBody } from './field.ts'
import type { NativeHeaders } from './headers.ts'
import type { Query } from './query.ts'

/**
 * How to read one native HTTP payload: pure functions, called when the handler asks and not before.
 * Nothing here may throw on a payload that `match` accepted; what is missing or of a wrong type is undefined.
 */
export interface HttpSource<Native> {
  method(native: Native): unknown
  /** Percent-encoded, without the query, the gateway's stage cut off: see `normalPath`. */
  path(native: Native): string
  /** The query as it was sent, without `?`; rebuilt by `formatQuery` where the payload holds decoded maps. */
  search(native: Native): string
  /** Only where the payload holds decoded maps: the same as parsing `search`, without encoding first. */
  query?(native: Native): Query
  headers(native: Native): NativeHeaders
  /** The Cookie header, where the payload carries cookies beside the headers. */
  cookie?(native: Native): string | undefined
  body(native: Native): NativeBody
  base64(native: Native): boolean
  /** The address that the platform itself saw. */
  ip(native: Native): string | undefined
  /** The host that the platform itself knows; the Host header is used when it does not say. */
  host?(native: Native): string | undefined
  /** Where the platform does not tell by X-Forwarded-Proto. */
  scheme?(native: Native): 'http' | 'https'
  /** Who the platform's own authorizer says the caller is. */
  identity?(native: Native): Identity | undefined
}

/** The caller as the cloud's own authorizer, or an authentication middleware, established it. */
export interface Identity {
  /** How it was established: `jwt`, `iam`, `custom` (an authorizer function), … */
  readonly type: string
  /** The subject, when the claims name one. */
  readonly id?: string
  readonly claims: { readonly [name: string]: unknown }
  readonly scopes?: readonly string[]
}

/** What an adapter lets its user say about the gateway in front of the function. */
export interface HttpOptions {
  /** A path that the gateway puts in front and routes should not see, such as `/shop`. */
  readonly basePath?: string
  /** How many proxies of yours append to X-Forwarded-For before the platform's gateway. Default 0. */
  readonly trustedHops?: number
}

/** The names of HttpOptions, for `checkOptions`. */
export const HTTP_OPTIONS = ['basePath', 'trustedHops'] as const
