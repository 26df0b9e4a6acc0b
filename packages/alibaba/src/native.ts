/**
 * What Function Compute hands to a function, as far as Sampan reads it. Every field may be missing: consoles,
 * local emulators and the years between FC 2.0 and 3.0 have all sent less than is documented.
 */

export interface FcContext {
  /** FC 2.0: a UUID; FC 3.0: `1-<8 hex>-<8 hex>-<12 hex>`. */
  readonly requestId?: string
  /** `{}`, or empty strings, when the function has no role. */
  readonly credentials?: {
    readonly accessKeyId?: string
    readonly accessKeySecret?: string
    readonly securityToken?: string
  }
  readonly function?: {
    readonly name?: string
    readonly handler?: string
    /** MB. */
    readonly memory?: number
    /** Seconds. */
    readonly timeout?: number
  }
  readonly service?: {
    /** FC 3.0 has no services. */
    readonly name?: string
    readonly logProject?: string
    readonly logStore?: string
    /** The alias or version that was called. */
    readonly qualifier?: string
    /** The version that it stands for; missing for LATEST. */
    readonly versionId?: string
  }
  readonly region?: string
  readonly accountId?: string
  /** How many times this asynchronous call was tried before. */
  readonly retryCount?: number
  readonly tracing?: {
    /** `traceid:spanid:parentid:flags`; missing while tracing is off. */
    readonly openTracingSpanContext?: string
    readonly openTracingSpanBaggages?: { readonly [name: string]: string }
    readonly jaegerEndpoint?: string
  }
}

type StringMap = { readonly [name: string]: string } | null | undefined

/** FC 3.0: a request of an HTTP trigger or custom domain, event format `v1`. */
export interface FcHttpEvent {
  readonly version: 'v1'
  /** Percent-encoded. */
  readonly rawPath?: string
  /** Names in canonical case (`Content-Type`), several values joined by a comma, no Host. */
  readonly headers?: StringMap
  /** Decoded, several values joined by a comma. */
  readonly queryParameters?: StringMap
  readonly body?: string | null
  /** True for an empty body as well. */
  readonly isBase64Encoded?: boolean
  readonly requestContext: {
    readonly accountId?: string
    readonly domainName?: string
    readonly domainPrefix?: string
    readonly triggerId?: string
    readonly requestId?: string
    readonly time?: string
    /** Milliseconds, as text. */
    readonly timeEpoch?: string
    readonly http: {
      readonly method?: string
      /** Decoded. */
      readonly path?: string
      readonly protocol?: string
      readonly sourceIp?: string
      readonly userAgent?: string
    }
  }
}

/** API Gateway with a Function Compute backend. */
export interface ApiGatewayEvent {
  readonly httpMethod: string
  readonly path?: string
  readonly headers?: StringMap
  readonly queryParameters: StringMap
  /** The parameters of the gateway's own path pattern. */
  readonly pathParameters?: StringMap
  readonly body?: string | null
  /** True for an empty body as well; the documentation also writes it as text. */
  readonly isBase64Encoded?: boolean | 'true' | 'false'
}

/** FC 2.0, HTTP handler: the request. A Node stream of the body as well. */
export interface Fc2Request {
  readonly method?: string
  /** Without the `/2016-08-15/proxy/<service>/<function>` of the default domain. */
  readonly path?: string
  /** With it, and with the query. */
  readonly url?: string
  readonly queries?: { readonly [name: string]: string | readonly string[] }
  /** Lower-case names. */
  readonly headers?: { readonly [name: string]: string | readonly string[] | undefined }
  readonly clientIP?: string
  /** Missing in older runtimes, where the body has to be read from the stream. Local runners give text. */
  readonly body?: Uint8Array | string | null
}

/** FC 2.0, HTTP handler: the response. */
export interface Fc2Response {
  setStatusCode(status: number): void
  setHeader(name: string, value: string | string[]): void
  /** Once, and it ends the call. */
  send(body: string | Uint8Array): unknown
}

/** The two arguments of an FC 2.0 HTTP handler, as the one native event they are. */
export interface Fc2Exchange {
  readonly req: Fc2Request
  readonly resp: Fc2Response
}
