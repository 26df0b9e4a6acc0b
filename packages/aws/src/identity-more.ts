import type { Identity } from '@sampan/core'
import { asText } from '@sampan/core/adapter'
import { fromClaims, iamIdentity, isClaims, named } from './identity.ts'
import type { LatticeV2Event, RestApiEvent } from './native.ts'

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
  // A guest of an identity pool has a role of its own, and is nobody.
  const caller = requestContext?.identity
  return caller?.cognitoAuthenticationType === 'unauthenticated' ? undefined : iamIdentity(caller)
}

export function latticeIdentity({ requestContext }: LatticeV2Event): Identity | undefined {
  const identity = requestContext.identity
  return asText(identity?.principal) === undefined ? undefined : named('iam', identity!.principal, identity!)
}
