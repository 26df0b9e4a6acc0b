/** CFC payloads as far as Sampan reads them. Every field may be missing or null. */

/**
 * Baidu documents no names for Node.js: these are what the other languages' runtimes have, and all of them are looked
 * up in any case of letters (`functionbrn` is Lua's spelling of `functionBrn`).
 */
export interface CfcContext {
  readonly requestID?: string
  readonly functionName?: string
  readonly functionVersion?: string
  /** `brn:bce:cfc:<region>:<account>:function:<name>:<version>` */
  readonly functionBrn?: string
  readonly memoryLimitInMB?: number | string
  readonly clientContext?: unknown
  getRemainingTimeInMillis?(): number
  readonly [name: string]: unknown
}

type Maybe<T> = T | null | undefined
type StringMap = Maybe<{ readonly [name: string]: string }>

/** HTTP trigger. The open-source EasyFaaS sends method, headers, query and body, and no more. */
export interface CfcHttpEvent {
  readonly httpMethod: string
  readonly path?: string
  /** The trigger's template, such as `/users/{id}` or `/{proxy+}`. */
  readonly resource?: string
  /** Names in canonical case (`Content-Type`). */
  readonly headers?: StringMap
  /** Decoded, one value a name. */
  readonly queryStringParameters?: StringMap
  readonly pathParameters?: StringMap
  readonly requestContext?: Maybe<{
    readonly stage?: string
    readonly requestId?: string
    readonly resourcePath?: string
    readonly httpMethod?: string
    readonly apiId?: string
    readonly sourceIp?: string
  }>
  readonly body?: Maybe<string>
  /** True where the trigger's option for binary bodies is on, although the documentation says never. */
  readonly isBase64Encoded?: boolean
}
