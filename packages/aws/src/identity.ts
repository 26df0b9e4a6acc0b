import type { Identity } from '@sampan/core'
import { asText } from '@sampan/core/adapter'
import type { HttpApiEvent, LatticeV2Event, RestApiEvent } from './native.ts'

type Claims = { readonly [name: string]: unknown }

/** REST API: Cognito puts `claims`, a Lambda authorizer its flat context, IAM the caller's ARN. */
export function restIdentity({ requestContext }: RestApiEvent): Identity | undefined {
  const authorizer = requestContext?.authorizer
  const claims = authorizer?.['claims']
  // Payload format 1.0 has the scopes beside the claims.
  if (isClaims(claims)) return fromClaims(claims, authorizer?.['scopes'])
  // An HTTP API takes a simple answer from its authorizer, one that names no principal; without any it sends nulls.
  if (isClaims(authorizer) && Object.values(authorizer).some((value) => value != null)) {
    const principal = authorizer['principalId']
    return named('custom', typeof principal === 'number' ? String(principal) : principal, authorizer)
  }
  return iamIdentity(requestContext?.identity)
}

export function httpApiIdentity({ requestContext }: HttpApiEvent): Identity | undefined {
  const { jwt, lambda, iam } = requestContext.authorizer ?? {}
  if (isClaims(jwt?.claims)) return fromClaims(jwt.claims, jwt.scopes)
  if (isClaims(lambda)) return { type: 'custom', claims: lambda }
  return iamIdentity(iam)
}

export function latticeIdentity({ requestContext }: LatticeV2Event): Identity | undefined {
  const identity = requestContext.identity
  return asText(identity?.principal) === undefined ? undefined : named('iam', identity!.principal, identity!)
}

/** Events without IAM may have the object all the same, with null or '' for the ARN. */
function iamIdentity(caller: { readonly userArn?: unknown } | null | undefined): Identity | undefined {
  return asText(caller?.userArn) === undefined ? undefined : named('iam', caller!.userArn, caller as Claims)
}

function fromClaims(claims: Claims, beside: unknown): Identity {
  const scopes = beside ?? claims['scope']
  const list = typeof scopes === 'string' ? scopes.split(' ') : scopes
  const identity = named('jwt', claims['sub'], claims)
  return Array.isArray(list) ? { ...identity, scopes: list.flatMap((one) => asText(one) ?? []) } : identity
}

function named(type: string, subject: unknown, claims: Claims): Identity {
  const id = asText(subject)
  return id === undefined ? { type, claims } : { type, id, claims }
}

function isClaims(value: unknown): value is Claims {
  return typeof value === 'object' && value !== null
}
