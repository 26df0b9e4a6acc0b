/**
 * SCF payloads as far as Sampan reads them. Every field may be missing or null: the documentation's own samples
 * disagree, and the console's test events hold less still.
 */

/** The set has grown over the years: runtimes of 2017 gave no more than the two limits. */
export interface ScfContext {
  readonly request_id?: string
  readonly function_name?: string
  /** `$LATEST` or a number. */
  readonly function_version?: string
  readonly namespace?: string
  readonly memory_limit_in_mb?: number
  readonly time_limit_in_ms?: number
  /** JSON text; CloudBase types it as an object. */
  readonly environment?: string | { readonly [name: string]: unknown }
  /** `K=V;K=V`, which values with `;` or `=` make unreadable: `process.env` has the same. */
  readonly environ?: string
  readonly tencentcloud_region?: string
  readonly tencentcloud_appid?: string
  readonly tencentcloud_uin?: string
  /** Not in every runtime. */
  getRemainingTimeInMillis?(): number
  callbackWaitsForEmptyEventLoop?: boolean
}

type Maybe<T> = T | null | undefined
type StringMap = Maybe<{ readonly [name: string]: string }>

/** Decoded. A repeated key is a list, a key without value is `true`. */
export type ScfQuery = Maybe<{ readonly [name: string]: string | readonly string[] | true }>

/** What API Gateway, Function URL and CloudBase have in common. */
export interface GatewayEvent {
  readonly httpMethod: string
  readonly path: string
  /** Lower-case names, as far as anybody has seen; capitalised ones in the documentation. */
  readonly headers?: StringMap
  /** The whole query. CloudBase has none of it. */
  readonly queryString?: ScfQuery
  /** On API Gateway no more than the parameters that the API declares, often none. */
  readonly queryStringParameters?: ScfQuery
  readonly body?: Maybe<string>
  readonly isBase64Encoded?: boolean
}

export interface ApiGatewayEvent extends GatewayEvent {
  readonly pathParameters?: StringMap
  readonly headerParameters?: StringMap
  readonly stageVariables?: StringMap
  readonly requestContext: {
    readonly serviceId: string
    readonly requestId?: string
    /** The path and the method of the API's definition, such as `/users/{id}` and `ANY`. */
    readonly path?: string
    readonly httpMethod?: string
    readonly sourceIp?: string
    readonly stage?: string
    readonly identity?: Maybe<{ readonly secretId?: string }>
  }
}

export interface FunctionUrlEvent extends GatewayEvent {
  /** Not in the documentation, but in the events that are sent. */
  readonly requestContext?: Maybe<{ readonly sourceIp?: string }>
}

export interface CloudBaseEvent extends GatewayEvent {
  /** Not in the documentation, but in the events that are sent. */
  readonly multiValueHeaders?: Maybe<{ readonly [name: string]: readonly string[] }>
  readonly requestContext: {
    readonly envId: string
    readonly requestId?: string
    /** Numbers in the documentation, text in the events that are sent. */
    readonly appId?: number | string
    readonly uin?: number | string
  }
}

/** Cloud Load Balancer. Method, path and query are headers, and only if the listener's configuration adds them. */
export interface ClbEvent {
  readonly headers: { readonly [name: string]: string }
  /** A value where the body is JSON, text or base64 otherwise. */
  readonly payload?: unknown
  readonly isBase64Encoded?: 'true' | 'false' | boolean
}
