/**
 * AWS payloads as far as Sampan reads them. Every field may be missing or null: consoles, tests and other
 * services send less than the documentation shows.
 */

export interface LambdaContext {
  readonly awsRequestId?: string
  readonly functionName?: string
  readonly functionVersion?: string
  readonly invokedFunctionArn?: string
  /** Text, unlike on other clouds: `"128"`. */
  readonly memoryLimitInMB?: string
  /** Since runtime interface client 4. */
  readonly xRayTraceId?: string
  getRemainingTimeInMillis?(): number
}

type Maybe<T> = T | null | undefined
type StringMap = Maybe<{ readonly [name: string]: string }>
type ListMap = Maybe<{ readonly [name: string]: readonly string[] }>

/** REST API, and HTTP API with payload format 1.0 (which says so in `version`). */
export interface RestApiEvent {
  readonly version?: '1.0'
  readonly httpMethod: string
  readonly path: string
  readonly headers?: StringMap
  readonly multiValueHeaders?: ListMap
  readonly queryStringParameters?: StringMap
  readonly multiValueQueryStringParameters?: ListMap
  readonly body?: Maybe<string>
  readonly isBase64Encoded?: boolean
  readonly requestContext?: Maybe<{
    readonly stage?: string
    readonly path?: string
    readonly domainName?: string
    readonly authorizer?: Maybe<{ readonly [name: string]: unknown }>
    readonly identity?: Maybe<{
      readonly sourceIp?: string
      readonly userArn?: Maybe<string>
      readonly cognitoAuthenticationType?: Maybe<string>
    }>
  }>
}

/** HTTP API with payload format 2.0, and Function URL. */
export interface HttpApiEvent {
  readonly version: '2.0'
  readonly rawPath?: string
  readonly rawQueryString?: string
  readonly cookies?: Maybe<readonly string[]>
  readonly headers?: StringMap
  readonly body?: Maybe<string>
  readonly isBase64Encoded?: boolean
  readonly requestContext: {
    readonly stage?: string
    readonly domainName?: string
    readonly http: { readonly method?: string; readonly sourceIp?: string }
    readonly authorizer?: Maybe<{
      readonly jwt?: Maybe<{
        readonly claims?: { readonly [name: string]: unknown }
        readonly scopes?: Maybe<string[]>
      }>
      readonly lambda?: Maybe<{ readonly [name: string]: unknown }>
      readonly iam?: Maybe<{ readonly userArn?: string; readonly [name: string]: unknown }>
    }>
  }
}

/** Application Load Balancer: one pair of maps or the other, by the target group's multi-value setting. */
export interface AlbEvent {
  readonly httpMethod?: string
  readonly path?: string
  readonly headers?: StringMap
  readonly multiValueHeaders?: ListMap
  readonly queryStringParameters?: StringMap
  readonly multiValueQueryStringParameters?: ListMap
  readonly body?: Maybe<string>
  readonly isBase64Encoded?: boolean
  readonly requestContext: { readonly elb: { readonly targetGroupArn?: string } }
}

export interface LatticeV1Event {
  readonly raw_path: string
  readonly method?: string
  readonly headers?: StringMap
  readonly query_string_parameters?: StringMap
  readonly body?: Maybe<string>
  readonly is_base64_encoded?: boolean
}

export interface LatticeV2Event {
  readonly version: '2.0'
  readonly path?: string
  readonly method?: string
  /** Lists as AWS documents them; strings have been seen too. */
  readonly headers?: Maybe<{ readonly [name: string]: string | readonly string[] }>
  readonly queryStringParameters?: Maybe<{ readonly [name: string]: string | readonly string[] }>
  readonly body?: Maybe<string>
  readonly isBase64Encoded?: boolean
  readonly requestContext: {
    readonly serviceArn: string
    readonly identity?: Maybe<{
      readonly type?: string
      readonly principal?: string
      readonly [name: string]: unknown
    }>
  }
}

/** Lambda@Edge, viewer-request and origin-request. */
export interface EdgeEvent {
  readonly Records: readonly [
    { readonly cf: { readonly config?: EdgeConfig; readonly request: EdgeRequest } },
  ]
}

export interface EdgeConfig {
  readonly distributionDomainName?: string
  readonly eventType?: string
  readonly requestId?: string
}

export interface EdgeRequest {
  readonly clientIp?: string
  readonly method?: string
  readonly uri?: string
  readonly querystring?: string
  readonly headers?: Maybe<{
    readonly [name: string]: readonly { readonly key?: string; readonly value: string }[]
  }>
  readonly body?: Maybe<{
    readonly data?: string
    readonly encoding?: 'base64' | 'text'
    readonly inputTruncated?: boolean
  }>
}
