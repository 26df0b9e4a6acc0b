/**
 * What the triggers of Function Compute send, as far as Sampan reads it. Every field may be missing: test events of
 * the consoles are written by hand.
 */

type Maybe<T> = T | null | undefined

/** A CloudEvent as EventBridge writes it. Hand-written test events lack `specversion`, `time` and what is `aliyun…`. */
export interface EventBridgeEvent<Data = unknown> {
  readonly specversion?: '1.0'
  readonly id: string
  /** `acs.oss` for a cloud service, the name of the event stream for a queue, else what its publisher chose. */
  readonly source: string
  readonly type: string
  readonly datacontenttype?: string
  readonly dataschema?: string
  readonly subject?: string
  readonly time?: string
  /** Missing where the event came from a source that has no bus. */
  readonly aliyuneventbusname?: string
  readonly aliyunregionid?: string
  readonly aliyunaccountid?: string
  readonly aliyunoriginalaccountid?: string
  readonly aliyunpublishtime?: string
  readonly aliyunpublishaddr?: string
  readonly data?: Data
  readonly data_base64?: string
}

export interface OssRecord {
  readonly eventSource?: 'acs:oss'
  /** `ObjectCreated:PutObject`, without the `oss:` that the trigger's configuration writes before it. */
  readonly eventName: string
  readonly eventTime?: string
  readonly eventVersion?: string
  readonly region?: string
  readonly oss: {
    readonly bucket: {
      readonly name: string
      readonly arn?: string
      readonly ownerIdentity?: string
      readonly virtualBucket?: string
    }
    readonly object: {
      /** Not encoded. */
      readonly key: string
      readonly size?: number
      readonly eTag?: string
      /** By how much it grew. */
      readonly deltaSize?: number
    }
    readonly ossSchemaVersion?: string
    readonly ruleId?: string
  }
  readonly requestParameters?: Maybe<{ readonly sourceIPAddress?: string }>
  readonly responseElements?: Maybe<{ readonly requestId?: string }>
  readonly userIdentity?: Maybe<{ readonly principalId?: string }>
}

export interface OssEvent {
  readonly events: readonly OssRecord[]
}

export interface TimerEvent {
  /** RFC 3339 in seconds. */
  readonly triggerTime: string
  readonly triggerName: string
  /** The text of the trigger's configuration; empty where it has none. */
  readonly payload?: Maybe<string>
}

/** A message of an MNS topic, event format JSON. Its attributes stand among these fields. */
export interface MnsTopicEvent {
  readonly TopicOwner: string
  readonly TopicName: string
  readonly MessageId: string
  readonly Message: string
  readonly MessageMD5?: string
  /** Milliseconds since 1970. */
  readonly PublishTime?: number
  readonly Subscriber?: string
  readonly SubscriptionName?: string
}

/** A message of an MNS topic with attributes, event format STREAM. */
export interface MnsStreamEvent {
  readonly body: unknown
  readonly attrs: { readonly [name: string]: unknown }
}

/** What EventBridge makes of a message of an MNS queue. */
export interface MnsQueueData {
  readonly requestId?: string
  readonly messageId?: string
  readonly messageBody: unknown
}

export interface CdnRecord {
  readonly eventSource: 'cdn'
  readonly eventName: string
  readonly eventVersion?: string
  /** With the offset of China, `+08:00`. */
  readonly eventTime?: string
  readonly traceId: string
  readonly region?: string
  readonly resource?: Maybe<{ readonly domain?: string }>
  readonly eventParameter?: unknown
  readonly userIdentity?: Maybe<{ readonly aliUid?: string }>
}

export interface CdnEvent {
  readonly events: readonly CdnRecord[]
}
