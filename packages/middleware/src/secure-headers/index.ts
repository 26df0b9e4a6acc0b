import { type Middleware, type ReplyHeaders, SampanError } from '@sampan/core'
import { checkOptions } from '@sampan/core/adapter'
import { changeAnswer } from '../answer.ts'
import { type ContentSecurityPolicy, cspText, type PermissionsPolicy, permissionsText } from './policy.ts'

export type { ContentSecurityPolicy, PermissionsPolicy } from './policy.ts'

/** `false` leaves a header out. */
export interface SecureHeadersOptions {
  /**
   * Strict-Transport-Security, over https only. `maxAge` in seconds, default a year; of subdomains only where asked,
   * because all of them lose http by it. `preload` needs both.
   */
  readonly hsts?: false | StrictTransport
  /** X-Content-Type-Options: nosniff. */
  readonly contentTypeOptions?: false
  /** Default `no-referrer`. In a list the last one that the browser knows counts. */
  readonly referrerPolicy?: false | ReferrerPolicy | readonly ReferrerPolicy[]
  /** X-Frame-Options, default `SAMEORIGIN`. Browsers prefer `frame-ancestors` of the policy below. */
  readonly frameOptions?: false | 'DENY' | 'SAMEORIGIN'
  /** Default none: what a page loads only its author knows. */
  readonly contentSecurityPolicy?: false | ContentSecurityPolicy
  readonly contentSecurityPolicyReportOnly?: false | ContentSecurityPolicy
  /** Cross-Origin-Opener-Policy, default `same-origin`. */
  readonly openerPolicy?:
    | false
    | 'unsafe-none'
    | 'same-origin-allow-popups'
    | 'same-origin'
    | 'noopener-allow-popups'
  /** Cross-Origin-Resource-Policy, default `same-origin`: other sites may not embed. What CORS allows stays allowed. */
  readonly resourcePolicy?: false | 'same-site' | 'same-origin' | 'cross-origin'
  /** Cross-Origin-Embedder-Policy, default none: it breaks pages with foreign images. */
  readonly embedderPolicy?: false | 'unsafe-none' | 'require-corp' | 'credentialless'
  readonly permissionsPolicy?: false | PermissionsPolicy
}

export interface StrictTransport {
  readonly maxAge?: number
  readonly includeSubDomains?: boolean
  readonly preload?: boolean
}

export type ReferrerPolicy = (typeof REFERRER)[number]

const REFERRER = [
  'no-referrer',
  'no-referrer-when-downgrade',
  'origin',
  'origin-when-cross-origin',
  'same-origin',
  'strict-origin',
  'strict-origin-when-cross-origin',
  'unsafe-url',
] as const

/**
 * Headers that make browsers careful, on every answer, errors too. What a handler sets itself stays.
 *
 * @throws SampanError SAMPAN_BAD_OPTION, SAMPAN_UNKNOWN_OPTION
 */
export function secureHeaders(options: SecureHeadersOptions = {}): Middleware {
  const { 'strict-transport-security': hsts, ...fixed } = headersOf(options)
  const everywhere = Object.entries(fixed)
  return (event, context, next) => {
    if (event.kind !== 'http') return next()
    // RFC 6797, section 7.2: never over plain http, where anybody on the way could have written it.
    const secure = hsts !== undefined && event.url.startsWith('https:')
    return changeAnswer(context, next, ({ headers }) => {
      for (const [name, value] of everywhere) headers[name] ??= value
      if (secure) headers['strict-transport-security'] ??= hsts
    })
  }
}

function headersOf(options: SecureHeadersOptions): ReplyHeaders {
  const headers: ReplyHeaders = {}
  const set = (name: string, value: string | false | undefined): void => {
    if (value) headers[name] = value
  }
  const {
    hsts = {},
    contentTypeOptions,
    referrerPolicy = 'no-referrer',
    frameOptions = 'SAMEORIGIN',
    contentSecurityPolicy = false,
    contentSecurityPolicyReportOnly = false,
    openerPolicy = 'same-origin',
    resourcePolicy = 'same-origin',
    embedderPolicy = false,
    permissionsPolicy = false,
    ...unknown
  } = options
  checkOptions('secureHeaders()', unknown, NAMES)
  set('strict-transport-security', hsts && hstsText(hsts))
  set('x-content-type-options', contentTypeOptions ?? 'nosniff')
  set('referrer-policy', referrerPolicy && oneOf('referrerPolicy', [referrerPolicy].flat(), REFERRER))
  set('x-frame-options', frameOptions && oneOf('frameOptions', [frameOptions], ['DENY', 'SAMEORIGIN']))
  set('content-security-policy', contentSecurityPolicy && cspText(contentSecurityPolicy))
  set(
    'content-security-policy-report-only',
    contentSecurityPolicyReportOnly && cspText(contentSecurityPolicyReportOnly),
  )
  set('cross-origin-opener-policy', openerPolicy && oneOf('openerPolicy', [openerPolicy], OPENER))
  set('cross-origin-resource-policy', resourcePolicy && oneOf('resourcePolicy', [resourcePolicy], RESOURCE))
  set('cross-origin-embedder-policy', embedderPolicy && oneOf('embedderPolicy', [embedderPolicy], EMBEDDER))
  set('permissions-policy', permissionsPolicy && permissionsText(permissionsPolicy))
  return headers
}

const OPENER = ['unsafe-none', 'same-origin-allow-popups', 'same-origin', 'noopener-allow-popups']
const RESOURCE = ['same-site', 'same-origin', 'cross-origin']
const EMBEDDER = ['unsafe-none', 'require-corp', 'credentialless']

const NAMES = [
  'hsts',
  'contentTypeOptions',
  'referrerPolicy',
  'frameOptions',
  'contentSecurityPolicy',
  'contentSecurityPolicyReportOnly',
  'openerPolicy',
  'resourcePolicy',
  'embedderPolicy',
  'permissionsPolicy',
]

function hstsText(hsts: StrictTransport): string {
  checkOptions('hsts of secureHeaders()', hsts, ['maxAge', 'includeSubDomains', 'preload'])
  const { maxAge = 31_536_000, includeSubDomains, preload } = hsts
  if (!Number.isInteger(maxAge) || maxAge < 0) throw bad(`hsts.maxAge takes whole seconds, not ${maxAge}`)
  // The preload list of the browsers takes no other.
  if (preload && (maxAge < 31_536_000 || !includeSubDomains)) {
    throw bad('hsts.preload needs includeSubDomains and a maxAge of a year (31536000) at least')
  }
  return `max-age=${maxAge}${includeSubDomains ? '; includeSubDomains' : ''}${preload ? '; preload' : ''}`
}

function oneOf(name: string, given: readonly string[], known: readonly string[]): string {
  for (const one of given) {
    if (!known.includes(one)) throw bad(`${name} is one of ${known.join(', ')}, not ${JSON.stringify(one)}`)
  }
  return given.join(', ')
}

function bad(message: string): SampanError {
  return new SampanError('SAMPAN_BAD_OPTION', `secureHeaders(): ${message}`)
}
