/** AWS events other than HTTP, as far as Sampan reads them. Every field may be missing or null. */

type Maybe<T> = T | null | undefined

export interface SqsAttribute {
  readonly stringValue?: Maybe<string>
  /** Base64. */
  readonly binaryValue?: Maybe<string>
  /** `String`, `Number` or `Binary`, with a suffix of the sender's. */
  readonly dataType?: Maybe<string>
}

export interface SqsRecord {
  readonly messageId: string
  readonly receiptHandle?: string
  readonly body?: Maybe<string>
  readonly attributes?: Maybe<{ readonly [name: string]: string | undefined }>
  readonly messageAttributes?: Maybe<{ readonly [name: string]: SqsAttribute }>
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
  readonly Timestamp?: string
  readonly MessageAttributes?: Maybe<{
    readonly [name: string]: { readonly Type?: string; readonly Value?: string }
  }>
}

export interface SnsEvent {
  readonly Records: readonly { readonly EventSource: 'aws:sns'; readonly Sns: SnsNotification }[]
}

export interface S3Record {
  readonly eventSource: 'aws:s3'
  readonly eventName: string
  readonly eventTime?: string
  readonly awsRegion?: string
  readonly responseElements?: Maybe<{ readonly [name: string]: string }>
  readonly s3: {
    readonly bucket: { readonly name: string; readonly arn?: string }
    readonly object: {
      /** Form-encoded: a space is `+`. */
      readonly key: string
      readonly size?: number
      readonly eTag?: string
      readonly versionId?: string
      readonly sequencer?: string
    }
  }
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
  readonly time?: string
  readonly region?: string
  readonly resources?: readonly string[]
  readonly detail: Detail
}
