/** AWS events other than HTTP, as far as Sampan reads them. Every field may be missing or null. */

type Maybe<T> = T | null | undefined

export interface SqsAttribute {
  readonly stringValue?: Maybe<string>
  /** Base64. */
  readonly binaryValue?: Maybe<string>
  /** `String`, `Number` or `Binary`, with a suffix of the sender's. */
  readonly dataType?: Maybe<string>
  readonly stringListValues?: readonly string[]
  readonly binaryListValues?: readonly string[]
}

export interface SqsRecord {
  readonly messageId: string
  readonly receiptHandle?: string
  readonly body?: Maybe<string>
  readonly attributes?: Maybe<{ readonly [name: string]: string | undefined }>
  readonly messageAttributes?: Maybe<{ readonly [name: string]: SqsAttribute }>
  readonly md5OfBody?: string
  readonly eventSource: 'aws:sqs'
  readonly eventSourceARN?: string
  readonly awsRegion?: string
}

export interface SqsEvent {
  readonly Records: readonly SqsRecord[]
}

/** A notification of SNS, as Lambda receives it and as the text of an SQS message. */
export interface SnsNotification {
  readonly Type?: 'Notification'
  readonly MessageId?: string
  readonly TopicArn?: string
  readonly Subject?: Maybe<string>
  readonly Message: string
  readonly Timestamp?: string | undefined
  readonly MessageAttributes?: Maybe<{
    readonly [name: string]: { readonly Type?: string; readonly Value?: string }
  }>
  readonly SignatureVersion?: string
  readonly Signature?: string
  /** In the event of Lambda they are `SigningCertUrl` and `UnsubscribeUrl`. */
  readonly SigningCertURL?: string
  readonly UnsubscribeURL?: string
  readonly SigningCertUrl?: string | undefined
  readonly UnsubscribeUrl?: string | undefined
}

export interface SnsRecord {
  readonly EventSource: 'aws:sns'
  readonly EventVersion?: string
  readonly EventSubscriptionArn?: string
  readonly Sns: SnsNotification
}

export interface SnsEvent {
  readonly Records: readonly SnsRecord[]
}

export interface S3Record {
  readonly eventVersion?: string
  readonly eventSource: 'aws:s3'
  readonly eventName: string
  readonly eventTime?: string | undefined
  readonly awsRegion?: string
  readonly userIdentity?: Maybe<{ readonly principalId?: string }>
  readonly requestParameters?: Maybe<{ readonly sourceIPAddress?: string }>
  readonly responseElements?: Maybe<{ readonly [name: string]: string }>
  readonly s3: {
    readonly s3SchemaVersion?: string
    readonly configurationId?: string
    readonly bucket: {
      readonly name: string
      readonly ownerIdentity?: Maybe<{ readonly principalId?: string }>
      readonly arn?: string
    }
    readonly object: {
      /** Form-encoded: a space is `+`. */
      readonly key: string
      /** Bytes. */
      readonly size?: number
      readonly eTag?: string
      readonly versionId?: string
      readonly sequencer?: string
    }
  }
  readonly glacierEventData?: Maybe<object>
  readonly lifecycleEventData?: Maybe<object>
}

export interface S3Event {
  readonly Records: readonly S3Record[]
}

export interface EventBridgeEvent<Detail = unknown> {
  readonly version?: string
  readonly id: string
  readonly 'detail-type': string
  readonly source: string
  readonly account?: string
  readonly time?: string | undefined
  readonly region?: string
  readonly resources?: readonly string[]
  readonly 'replay-name'?: string
  readonly detail: Detail
}

/** The detail of the events that S3 puts on the default bus. */
export interface S3Detail {
  readonly version?: string
  readonly bucket?: { readonly name?: string }
  readonly object?: {
    /** Not encoded. */
    readonly key?: string
    readonly size?: number
    readonly etag?: string
    readonly 'version-id'?: string
    readonly sequencer?: string
  }
  readonly 'request-id'?: string
  readonly requester?: string
  readonly 'source-ip-address'?: string
  readonly reason?: string
  readonly 'deletion-type'?: string
}

/** What a WebSocket API sends on the routes of a Lambda proxy integration. */
export interface WebSocketEvent {
  /** At `$connect` the handshake's; at `$disconnect` a few of the gateway's own; none with a message. */
  readonly headers?: Maybe<{ readonly [name: string]: string }>
  readonly multiValueHeaders?: Maybe<{ readonly [name: string]: readonly string[] }>
  readonly queryStringParameters?: Maybe<{ readonly [name: string]: string }>
  readonly multiValueQueryStringParameters?: Maybe<{ readonly [name: string]: readonly string[] }>
  readonly stageVariables?: Maybe<{ readonly [name: string]: string }>
  readonly requestContext: {
    readonly eventType: 'CONNECT' | 'MESSAGE' | 'DISCONNECT'
    readonly connectionId: string
    readonly requestId: string
    readonly extendedRequestId?: string
    /** `$connect`, `$disconnect`, `$default`, or the route that the message chose. */
    readonly routeKey?: string
    readonly messageId?: Maybe<string>
    readonly messageDirection?: 'IN'
    readonly domainName?: string
    readonly stage?: string
    readonly apiId?: string
    readonly requestTime?: string
    readonly requestTimeEpoch?: number
    readonly connectedAt?: number
    readonly disconnectStatusCode?: number
    readonly disconnectReason?: Maybe<string>
    readonly identity?: Maybe<{ readonly sourceIp?: string; readonly userAgent?: Maybe<string> }>
    readonly authorizer?: Maybe<{ readonly [name: string]: unknown }>
  }
  readonly body?: Maybe<string>
  readonly isBase64Encoded?: boolean
}

/** What a WebSocket API takes back. The body is sent to the client where the route has a route response. */
export interface WebSocketReply {
  readonly statusCode: number
  readonly body?: string
}
