import type { Schema } from '@sampan/core'
import type { RouteOptions } from '../router/types.ts'
import type { JsonSchema, SchemaConverter } from './schemas.ts'

/** What is written of an API under `info`. */
export interface OpenApiInfo {
  readonly title: string
  /** Of the API, not of OpenAPI. */
  readonly version: string
  readonly summary?: string
  readonly description?: string
  readonly termsOfService?: string
  readonly contact?: { readonly name?: string; readonly url?: string; readonly email?: string }
  readonly license?: { readonly name: string; readonly identifier?: string; readonly url?: string }
}

export interface OpenApiOptions {
  /** Where the API is: `[{ url: 'https://api.example.com' }]`. */
  readonly servers?: readonly Server[]
  /** How callers prove who they are, by a name of your choice; each is a way of its own. Default: a bearer token. */
  readonly securitySchemes?: { readonly [name: string]: SecurityScheme }
  /** Schemas that become components under these names, beside those that carry a name of their own (zod's `id`). */
  readonly schemas?: { readonly [name: string]: Schema<any, any> }
  /**
   * For libraries without Standard JSON Schema: `toJsonSchema: z.toJSONSchema`. Asked first; where it gives nothing the
   * schema's own converter is asked.
   */
  readonly toJsonSchema?: SchemaConverter
  /** What the routes do not say themselves; `false` leaves the route out. */
  readonly describe?: (route: DescribedRoute) => OperationText | false | undefined
}

/** The part of a router's route that a document is made of. */
export interface DescribedRoute {
  /** Empty: every method. */
  readonly method: string
  /** As the router holds it, `/users/:id`. */
  readonly path: string
  readonly options?: RouteOptions | undefined
  readonly rules?: { readonly versionHeader: string }
  /** The handler behind its schemas. */
  readonly inner?: unknown
}

export interface OperationText {
  readonly operationId?: string
  readonly summary?: string
  readonly description?: string
  readonly tags?: readonly string[]
  readonly deprecated?: boolean
  /** Beside those that follow from the route; one of the same status takes its place. */
  readonly responses?: { readonly [status: string]: Response | Reference }
}

/** An OpenAPI 3.1 document: plain data, ready for JSON. */
export interface OpenApiDocument {
  readonly openapi: '3.1.1'
  readonly info: OpenApiInfo
  readonly servers?: readonly Server[]
  readonly paths: { readonly [template: string]: PathItem }
  readonly components: {
    readonly schemas: { readonly [name: string]: JsonSchema }
    readonly responses: { readonly [name: string]: Response }
    readonly securitySchemes?: { readonly [name: string]: SecurityScheme }
  }
}

export type PathItem = { readonly [M in Method]?: Operation }

export type Method = 'get' | 'put' | 'post' | 'delete' | 'patch'

export interface Operation extends Omit<OperationText, 'responses'> {
  readonly operationId: string
  readonly servers?: readonly Server[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: RequestBody
  readonly responses: { readonly [status: string]: Response | Reference }
  readonly security?: readonly SecurityRequirement[]
}

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly description?: string
  readonly required: boolean
  readonly style?: 'form'
  readonly explode?: true
  readonly schema: JsonSchema
}

export interface RequestBody {
  readonly description?: string
  readonly required: boolean
  readonly content: Content
}

export interface Response {
  readonly description: string
  readonly headers?: {
    readonly [name: string]: { readonly description?: string; readonly schema: JsonSchema }
  }
  readonly content?: Content
}

export type Content = { readonly [mediaType: string]: { readonly schema?: JsonSchema } }

export interface Reference {
  readonly $ref: string
}

export interface Server {
  readonly url: string
  readonly description?: string
  readonly variables?: {
    readonly [name: string]: { readonly default: string; readonly description?: string }
  }
}

/** `{ bearer: ['orders:write', 'admin'] }`: the scheme, and the scopes and roles that are all needed. */
export type SecurityRequirement = { readonly [scheme: string]: readonly string[] }

export type SecurityScheme =
  | {
      readonly type: 'http'
      readonly scheme: string
      readonly bearerFormat?: string
      readonly description?: string
    }
  | {
      readonly type: 'apiKey'
      readonly in: 'header' | 'query' | 'cookie'
      readonly name: string
      readonly description?: string
    }
  | { readonly type: 'openIdConnect'; readonly openIdConnectUrl: string; readonly description?: string }
  | { readonly type: 'oauth2'; readonly flows: object; readonly description?: string }
  | { readonly type: 'mutualTLS'; readonly description?: string }
