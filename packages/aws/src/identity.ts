import type { Identity } from '@sampan/core'
import type { HttpApiEvent, LatticeV2Event, RestApiEvent } from './native.ts'

type Claims = { readonly [name: string]: unknown }

/** REST API: Cognito puts `claims`, a Lambda authorizer its flat context, IAM the caller's ARN. */
export function restIdentity({ requestContext }: RestApiEvent): Identity | undefined {
  const authorizer = requestContext?.authorizer
  const claims = authorizer?.['claims']
  if (isClaims(claims)) return fromClaims(claims, claims['scope'])
  if (isClaims(authorizer) && authorizer['principalId'] !== undefined) {
    return { type: 'custom', id: String(authorizer['principalId']), claims: authorizer }
  }
  const arn = requestContext?.identity?.userArn
  return typeof arn === 'string'
    ? { type: 'iam', id: arn, claims: requestContext!.identity as Claims }
    : undefined
}

export function httpApiIdentity({ requestContext }: HttpApiEvent): Identity | undefined {
  const { jwt, lambda, iam } = requestContext.authorizer ?? {}
  if (isClaims(jwt?.claims)) return fromClaims(jwt.claims, jwt.scopes ?? jwt.claims['scope'])
  if (isClaims(lambda)) return { type: 'custom', claims: lambda }
  if (isClaims(iam)) return { type: 'iam', ...(iam.userArn && { id: iam.userArn }), claims: iam }
  return undefined
}

export function latticeIdentity({ requestContext }: LatticeV2Event): Identity | undefined {
  const identity = requestContext.identity
  if (!isClaims(identity) || typeof identity.principal !== 'string') return undefined
  return { type: 'iam', id: identity.principal, claims: identity }
}

function fromClaims(claims: Claims, scopes: unknown): Identity {
  const list =
    typeof scopes === 'string' ? scopes.split(' ') : Array.isArray(scopes) ? scopes.map(String) : undefined
  return {
    type: 'jwt',
    ...(typeof claims['sub'] === 'string' && { id: claims['sub'] }),
    claims,
    ...(list && { scopes: list }),
  }
}

function isClaims(value: unknown): value is Claims {
  return typeof value === 'object' && value !== null
}
