import type { RouteOptions } from '../router/types.ts'
import type { Variant } from './parameters.ts'
import type { JsonSchema } from './schemas.ts'
import type { Reference, Response } from './types.ts'

/** RFC 9457 with what Sampan adds to it. */
export const PROBLEM: JsonSchema = {
  type: 'object',
  description: 'A problem (RFC 9457).',
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', description: 'Stable, for programs.' },
    requestId: { type: 'string', description: 'Under which the log tells more.' },
    details: { description: 'What exactly is wrong, such as each issue of a body.' },
  },
  required: ['type', 'title', 'status'],
}

interface Miss {
  readonly status: number
  /** Under `#/components/responses/`. */
  readonly name: string
  readonly description: string
  /** Sent with it. */
  readonly header?: string
  /** Whether a route with these options, under a path with or without params, answers so. */
  readonly applies: (options: RouteOptions, hasParams: boolean) => unknown
}

const MISSES: readonly Miss[] = [
  {
    status: 400,
    name: 'BadRequest',
    description: 'The request does not fit the schemas; `details` lists each issue.',
    applies: ({ params, query, headers, body }) => params ?? query ?? headers ?? body,
  },
  {
    status: 401,
    name: 'Unauthorized',
    description: 'Nobody is signed in.',
    header: 'WWW-Authenticate',
    applies: ({ identity }) => identity,
  },
  {
    status: 403,
    name: 'Forbidden',
    description: 'The caller may not do this.',
    // Who asks only that somebody is signed in refuses nobody who is.
    applies: ({ identity }) =>
      identity && (typeof identity === 'function' || identity.roles || identity.scopes),
  },
  {
    status: 404,
    name: 'NotFound',
    description: 'There is nothing of that name.',
    applies: ({ host }, hasParams) => hasParams || host,
  },
  {
    status: 406,
    name: 'NotAcceptable',
    description: 'Not available as asked for; `details` lists what is.',
    applies: ({ produces, version }) => produces ?? version,
  },
  {
    status: 413,
    name: 'ContentTooLarge',
    description: 'The body is too large.',
    applies: ({ body, maxBodyBytes }) => body ?? maxBodyBytes,
  },
  {
    status: 415,
    name: 'UnsupportedMediaType',
    description: 'The body is of another type than is read here.',
    header: 'Accept',
    applies: ({ body, consumes }) => body ?? consumes,
  },
]

/** The misses that one of the routes can answer, as references. */
export function errorsOf(variants: readonly Variant[], hasParams: boolean): { [status: string]: Reference } {
  const found = MISSES.filter(({ applies }) => variants.some(({ options }) => applies(options, hasParams)))
  return Object.fromEntries(
    found.map(({ status, name }) => [status, { $ref: `#/components/responses/${name}` }]),
  )
}

/** The responses that these statuses refer to. */
export function errorResponses(
  statuses: ReadonlySet<string>,
  problem: JsonSchema,
): { [name: string]: Response } {
  const used = MISSES.filter(({ status }) => statuses.has(String(status)))
  return Object.fromEntries(
    used.map(({ name, description, header }): [string, Response] => [
      name,
      {
        description,
        ...(header === undefined ? {} : { headers: { [header]: { schema: { type: 'string' } } } }),
        content: { 'application/problem+json': { schema: problem } },
      },
    ]),
  )
}
