import { SampanError } from '@sampan/core'
import { checkOptions } from '@sampan/core/adapter'
import { type MediaType, parseMedia } from './media.ts'
import type { IdentityRule, RouteOptions } from './types.ts'

/** What tells the routes of one path, method and host apart. */
export interface Rules {
  /** `text/csv`, `text/*` or `application/*+json`, in lower case. None: any body. */
  readonly consumes: readonly string[]
  /** None: the route does not negotiate. */
  readonly produces: readonly MediaType[]
  readonly identity: IdentityRule | undefined
  /** Of two rules that both let a caller in, the stricter one's route answers. */
  readonly strictness: number
  readonly version: string | undefined
  /** Which header says the version. */
  readonly versionHeader: string
}

/** Of every route that asks for nothing; it is told by this very object. */
export const NO_RULES: Rules = {
  consumes: [],
  produces: [],
  identity: undefined,
  strictness: 0,
  version: undefined,
  versionHeader: '',
}

/** @throws SampanError SAMPAN_BAD_OPTION */
export function rulesOf(owner: string, options: RouteOptions, versionHeader: string): Rules {
  const { consumes, produces, identity, version } = options
  if ([consumes, produces, identity, version].every((option) => option === undefined)) return NO_RULES
  const refuse = (text: string): never => bad(`${owner} ${text}`)
  if (version !== undefined && !(typeof version === 'string' && /^[\w.+-]+$/.test(version))) {
    refuse(`has no version in ${JSON.stringify(version)}: write a text`)
  }
  return {
    consumes: listOf(consumes).map((text) => consumed(text) ?? refuse(`cannot consume "${text}"`)),
    produces: listOf(produces).map((text) => produced(text) ?? refuse(`cannot produce "${text}"`)),
    identity,
    strictness: strictnessOf(owner, identity) ?? refuse('has an identity that asks for nothing'),
    version,
    versionHeader,
  }
}

/** @throws SampanError SAMPAN_BAD_OPTION */
export function hostOf(owner: string, { host }: RouteOptions): string | undefined {
  if (host === undefined || /^(?:\*\.)?[\w-]+(?:\.[\w-]+)*$/.test(host)) return host?.toLowerCase()
  return bad(`${owner} has no host in "${host}": write "api.example.com" or "*.example.com"`)
}

function bad(message: string): never {
  throw new SampanError('SAMPAN_BAD_OPTION', message)
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  return typeof value === 'string' ? [value] : (value ?? [])
}

function consumed(text: string): string | undefined {
  const media = parseMedia(text)
  if (media === undefined || media.params.length > 0) return undefined
  return /^[^*]+\/(?:[^*]+|\*|\*\+[^*]+)$/.test(media.type) ? media.type : undefined
}

function produced(text: string): MediaType | undefined {
  const media = parseMedia(text)
  return media?.type.includes('*') ? undefined : media
}

/**
 * Scopes have all to be there, so more of them are stricter; of roles one is enough, so fewer are. What a function asks
 * cannot be known: it is taken for the strictest. Undefined where the rule lets everybody in, or nobody.
 */
function strictnessOf(owner: string, rule: IdentityRule | undefined): number | undefined {
  if (rule === undefined) return 0
  if (typeof rule === 'function') return Infinity
  if (typeof rule !== 'object' || rule === null) return undefined
  // A guard that is misspelt would be none.
  checkOptions(`The identity of ${owner[0]!.toLowerCase()}${owner.slice(1)}`, rule, [
    'authenticated',
    'roles',
    'scopes',
  ])
  const { authenticated, roles, scopes } = rule
  if (!isNames(roles) || !isNames(scopes)) return undefined
  if (!roles && !scopes) return authenticated === true ? 1 : undefined
  const asked = new Set(scopes).size
  return 2 + asked * 1e4 + (roles ? 9999 - Math.min(roles.length, 9998) : 0)
}

/** A list that is not empty. A text in its place would hold every part of itself. */
function isNames(list: unknown): boolean {
  if (list === undefined) return true
  return Array.isArray(list) && list.length > 0 && list.every((one) => typeof one === 'string' && one !== '')
}
