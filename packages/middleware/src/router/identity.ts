import type { Identity } from '@sampan/core'
import type { IdentityRule } from './types.ts'

/** Whether a route is for the caller. */
export function isFor(rule: IdentityRule | undefined, identity: Identity | undefined): boolean {
  if (rule === undefined) return true
  if (identity === undefined) return false
  // Nothing else that is truthy will do: an async function would let everybody in.
  if (typeof rule === 'function') return (rule(identity.claims, identity) as unknown) === true
  return hasRole(rule.roles, identity) && hasScopes(rule.scopes, identity)
}

/** The scopes for which alone a caller is turned away, as WWW-Authenticate lists them. */
export function missedScopes(rule: IdentityRule | undefined, identity: Identity): string | undefined {
  if (typeof rule !== 'object' || hasScopes(rule.scopes, identity)) return undefined
  return hasRole(rule.roles, identity) ? rule.scopes!.join(' ') : undefined
}

function hasRole(roles: readonly string[] | undefined, { claims }: Identity): boolean {
  if (roles === undefined) return true
  const realm = claims['realm_access'] as { roles?: unknown } | null | undefined
  const held = [claims['roles'], claims['role'], claims['groups'], claims['cognito:groups'], realm?.roles]
  return held.some((claim) => rolesOf(claim).some((role) => roles.includes(role)))
}

function hasScopes(scopes: readonly string[] | undefined, identity: Identity): boolean {
  if (scopes === undefined) return true
  const { claims } = identity
  const held = identity.scopes ?? [...textsOf(claims['scope']), ...textsOf(claims['scp'])]
  return scopes.every((scope) => held.includes(scope))
}

/** A role may have spaces in it: only the list that a gateway made a text of is split at them. */
function rolesOf(claim: unknown): readonly string[] {
  if (typeof claim !== 'string' || /^\[.*\]$/s.test(claim)) return textsOf(claim)
  return claim.split(',').map((role) => role.trim())
}

/** A list, or a text with spaces or commas; the JWT authorizer of API Gateway makes `[a b]` of a list. */
function textsOf(claim: unknown): readonly string[] {
  if (Array.isArray(claim)) return claim.filter((one) => typeof one === 'string')
  if (typeof claim !== 'string') return []
  const text = claim.startsWith('[') && claim.endsWith(']') ? claim.slice(1, -1) : claim
  return text.split(/[\s,]+/).filter((one) => one !== '')
}
