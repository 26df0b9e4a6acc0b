import type { IdentityRule } from '../router/types.ts'
import { requestBodyOf, successOf } from './content.ts'
import { errorsOf } from './errors.ts'
import { parametersOf, type Variant } from './parameters.ts'
import type { Template } from './path.ts'
import type { Schemas } from './schemas.ts'
import type { Operation, OperationText, SecurityRequirement, Server } from './types.ts'

/** What one method of one path does: routes that only content type, identity, version or host tell apart are one operation. */
export function operationOf(
  operationId: string,
  template: Template,
  variants: readonly Variant[],
  text: OperationText,
  schemas: Schemas,
  schemes: readonly string[],
): Operation {
  const servers = serversOf(variants)
  const parameters = parametersOf(template, variants, schemas)
  const requestBody = requestBodyOf(variants, schemas)
  const security = securityOf(variants, schemes)
  const { responses, ...told } = text
  return {
    ...told,
    operationId,
    ...(servers.length > 0 ? { servers } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(requestBody === undefined ? {} : { requestBody }),
    responses: {
      ...successOf(variants, schemas),
      ...errorsOf(variants, template.params.length > 0),
      ...responses,
    },
    ...(security.length > 0 ? { security } : {}),
  }
}

/** Where one of the routes answers for every host, the document's own servers stand. */
function serversOf(variants: readonly Variant[]): Server[] {
  const hosts = [...new Set(variants.map(({ options: { host } }) => host))]
  return hosts.includes(undefined) ? [] : hosts.map((host) => serverOf(host!))
}

function serverOf(host: string): Server {
  if (!host.startsWith('*.')) return { url: `https://${host}` }
  return { url: `https://{name}${host.slice(1)}`, variables: { name: { default: 'www' } } }
}

/** Alternatives, each naming all that it needs. An empty one says that nobody has to be signed in. */
function securityOf(variants: readonly Variant[], schemes: readonly string[]): SecurityRequirement[] {
  const rules = variants.map(({ options: { identity } }) => identity)
  if (rules.every((rule) => rule === undefined)) return []
  const wanted = rules.flatMap((rule): SecurityRequirement[] =>
    rule === undefined
      ? [{}]
      : alternativesOf(rule).flatMap((needed) => schemes.map((scheme) => ({ [scheme]: needed }))),
  )
  return [...new Map(wanted.map((one) => [JSON.stringify(one), one])).values()]
}

/** Scopes are all needed, of roles one is: a requirement for each role (OpenAPI 3.1 allows roles there, 4.8.30). */
function alternativesOf(rule: IdentityRule): string[][] {
  if (typeof rule === 'function') return [[]]
  const scopes = rule.scopes ?? []
  return rule.roles === undefined ? [[...scopes]] : rule.roles.map((role) => [...scopes, role])
}
