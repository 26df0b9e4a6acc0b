import { SampanError } from '@sampan/core'
import { type Route, routeName } from './route.ts'
import type { Rules } from './rules.ts'

/**
 * Fails where a route that joins others of one path, method and host cannot be told from one of them, or where one of
 * them all can never be reached.
 *
 * @throws SampanError SAMPAN_ROUTE_TAKEN
 */
export function refuseClash(known: readonly Route[], route: Route): void {
  const twin = known.find((one) => isTwin(one.rules, route.rules))
  if (twin !== undefined) {
    throw taken(`No request can tell "${routeName(route)}" from "${routeName(twin)}": remove one of them`)
  }
  const all = [...known, route]
  for (const one of all) {
    const before = shadowsOf(one, all)
    if (before === undefined) continue
    const names = before.map((other) => `"${routeName(other)}"`).join(' and ')
    throw taken(`No request reaches "${routeName(one)}": its roles are those of ${names}, which go first`)
  }
}

function taken(message: string): SampanError {
  return new SampanError('SAMPAN_ROUTE_TAKEN', message)
}

/** They share a type that is taken and one that is given, and ask the same of everything else. */
function isTwin(a: Rules, b: Rules): boolean {
  return (
    identityKey(a) === identityKey(b) &&
    versionKey(a) === versionKey(b) &&
    meet(a.consumes, b.consumes) &&
    meet(producesKeys(a), producesKeys(b))
  )
}

/** The routes that take, each for some of its roles, everybody whom `route` would let in: of none is it reached. */
function shadowsOf(route: Route, all: readonly Route[]): Route[] | undefined {
  const { rules } = route
  const roles = rolesOf(rules)
  const shadows: Route[] = []
  // A role falls to a route only with every type of the two lists.
  for (const type of orNone(rules.consumes)) {
    for (const offer of orNone(producesKeys(rules))) {
      const before = all.filter(
        ({ rules: other }) =>
          orNone(other.consumes).includes(type) &&
          orNone(producesKeys(other)).includes(offer) &&
          String(scopesOf(other)) === String(scopesOf(rules)) &&
          (other.version === undefined || versionKey(other) === versionKey(rules)) &&
          compareRules(other, rules) < 0,
      )
      const covered = new Set(before.flatMap(({ rules: other }) => rolesOf(other)))
      if (roles.length === 0 || !roles.every((role) => covered.has(role))) return undefined
      shadows.push(...before)
    }
  }
  return [...new Set(shadows)]
}

/**
 * The order in which routes that fit equally well are asked: the stricter identity, a version before none, JSON before
 * other types, then the texts. It never looks at the order of declaration, but for two functions, which have no order.
 */
export function compareRules(a: Rules, b: Rules): number {
  return (
    compareIdentity(a, b) ||
    compareTexts(versionKey(b) ?? '', versionKey(a) ?? '') ||
    compareTexts(offerRank(a), offerRank(b))
  )
}

function compareIdentity(a: Rules, b: Rules): number {
  // Infinity less itself is no number.
  if (a.strictness !== b.strictness) return a.strictness > b.strictness ? -1 : 1
  return a.strictness === Infinity ? 0 : compareTexts(String(identityKey(a)), String(identityKey(b)))
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function offerRank({ produces: [first] }: Rules): string {
  if (first === undefined) return '~'
  const { type, params } = first
  const kind = type === 'application/json' ? 0 : type.endsWith('+json') ? 1 : 2
  return `${kind} ${type} ${params.length} ${params.join(';')}`
}

/** Functions are told apart by being another one, all else by what it asks for. */
function identityKey(rules: Rules): unknown {
  const { identity, strictness } = rules
  return typeof identity === 'function'
    ? identity
    : JSON.stringify([strictness, rolesOf(rules), scopesOf(rules)])
}

function versionKey({ version, versionHeader }: Rules): string | undefined {
  return version && `${versionHeader.toLowerCase()} ${version}`
}

function producesKeys({ produces }: Rules): string[] {
  return produces.map(({ type, params }) => [type, ...[...params].sort()].join(';'))
}

function rolesOf({ identity }: Rules): readonly string[] {
  return typeof identity === 'object' ? sorted(identity.roles) : []
}

function scopesOf({ identity }: Rules): readonly string[] {
  return typeof identity === 'object' ? sorted(identity.scopes) : []
}

function sorted(texts: readonly string[] = []): readonly string[] {
  return [...new Set(texts)].sort()
}

function orNone(texts: readonly string[]): readonly string[] {
  return texts.length === 0 ? [''] : texts
}

function meet(a: readonly string[], b: readonly string[]): boolean {
  return orNone(a).some((one) => orNone(b).includes(one))
}
