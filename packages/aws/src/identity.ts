import type { Identity } from '@sampan/core'
import { asText } from '@sampan/core/adapter'
import type { HttpApiEvent } from './native.ts'

type Claims = { readonly [name: string]: unknown }

export function httpApiIdentity({ requestContext }: HttpApiEvent): Identity | undefined {
  const { jwt, lambda, iam } = requestContext.authorizer ?? {}
  if (isClaims(jwt?.claims)) return fromClaims(jwt.claims, jwt.scopes)
  if (isClaims(lambda)) return { type: 'custom', claims: lambda }
  return iamIdentity(iam)
}

/** Events without IAM may have the object all the same, with null or '' for the ARN. */
export function iamIdentity(caller: { readonly userArn?: unknown } | null | undefined): Identity | undefined {
  return asText(caller?.userArn) === undefined ? undefined : named('iam', caller!.userArn, caller as Claims)
}

export function fromClaims(claims: Claims, beside: unknown): Identity {
  const scopes = beside ?? claims['scope'] ?? claims['scp']
  const list = typeof scopes === 'string' ? scopesIn(scopes) : scopes
  const identity = named('jwt', claims['sub'], claims)
  return Array.isArray(list) ? { ...identity, scopes: list.flatMap((one) => asText(one) ?? []) } : identity
}

export function named(type: string, subject: unknown, claims: Claims): Identity {
  const id = asText(subject)
  return id === undefined ? { type, claims } : { type, id, claims }
}

export function isClaims(value: unknown): value is Claims {
  return typeof value === 'object' && value !== null
}

/** HTTP APIs write a claim that is a list as `[a b]`. */
function scopesIn(text: string): string[] {
  const inner = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text
  return inner.split(/[\s,]+/).filter((one) => one !== '')
}
