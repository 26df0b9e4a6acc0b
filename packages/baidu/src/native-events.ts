/** CFC events other than HTTP, as far as Sampan reads them. Every field may be missing or null. */

type Maybe<T> = T | null | undefined

/** BOS puts its events under `events`, as CDN does; message triggers put theirs under `Records`. */
export interface BosEvent {
  readonly events: readonly BosRecord[]
}

export interface BosRecord {
  readonly version?: string
  readonly eventId: string
  readonly eventOrigin: `bos:${string}`
  readonly eventTime?: string
  /** `PutObject`, `PostObject`, `AppendObject`, `CopyObject`, `CompleteMultipartUpload`. */
  readonly eventType?: string
  readonly content?: Maybe<BosContent>
}

export interface BosContent {
  readonly userId?: string
  /** The region's: `bj.bcebos.com`. */
  readonly domain?: string
  readonly bucket?: string
  /** Without a leading slash. */
  readonly object?: string
  readonly etag?: string
  readonly eTag?: string
  readonly contentType?: string
  /** Bytes. */
  readonly filesize?: number
  readonly lastModified?: string
  /** Of a short life, and secret: on `event.native` they can be read, but not enumerated. */
  readonly credentials?: Maybe<{
    readonly accessKeyId?: string
    readonly secretAccessKey?: string
    readonly sessionToken?: string
    readonly expiration?: string
  }>
  /** Variables of the trigger's configuration: an object, or its JSON. */
  readonly xVars?: unknown
}

/** A crontab trigger. The event does not name it. */
export interface CrontabEvent {
  readonly id: string
  readonly source: 'cfc:crontab'
  readonly detail_type?: string
  readonly time?: string
  readonly account?: string
  readonly uuid?: string
  readonly function_brn?: string
  readonly version?: string
  /** What the trigger's `Input` says, should it arrive here: nothing documents where it does. */
  readonly Input?: unknown
}

/** A message of Kafka (BMS) or RocketMQ. */
export interface LogMessage {
  /** Base64. The official sample has both spellings. */
  readonly Key?: Maybe<string>
  readonly key?: Maybe<string>
  /** Base64. */
  readonly Value?: Maybe<string>
  readonly Topic?: string
  readonly Partition?: number
  readonly Offset?: number
  /** Seconds since 1970, with a fraction. */
  readonly Timestamp?: Maybe<number>
}

interface LogRecord {
  /** `<topic>-<partition>-<offset>` */
  readonly EventId: string
  readonly EventName?: string
  /** The topic again. */
  readonly EventSourceBrn?: string
}

export interface KafkaRecord extends LogRecord {
  readonly EventSource: 'bce:kafka'
  readonly Kafka: LogMessage
}

export interface KafkaEvent {
  readonly Records: readonly KafkaRecord[]
}

export interface RocketmqRecord extends LogRecord {
  readonly EventSource: 'bce:rocketmq'
  readonly Rocketmq: LogMessage
}

export interface RocketmqEvent {
  readonly Records: readonly RocketmqRecord[]
}

export interface CdnRecord {
  /** `CachedObjectsRefreshed`, `CdnDomainStarted`, `LogFileCreated` … */
  readonly eventName: string
  readonly eventVersion?: string
  readonly eventSource: 'cdn'
  /** Seconds since 1970. */
  readonly eventTime?: number
  readonly userId?: string
  readonly eventDetail?: Maybe<{ readonly [name: string]: unknown }>
}

export interface CdnEvent {
  readonly events: readonly CdnRecord[]
}

/** A request of DuerOS to a skill; the result is the skill's answer. */
export interface DuerosRequest {
  readonly version: string
  readonly session: object
  readonly context?: Maybe<{
    readonly System?: Maybe<{
      readonly application?: Maybe<{ readonly applicationId?: string }>
      readonly [name: string]: unknown
    }>
    readonly [name: string]: unknown
  }>
  readonly request: {
    /** `LaunchRequest`, `IntentRequest`, `SessionEndedRequest`, or the name of a device's event. */
    readonly type: string
    readonly requestId?: string
    /** Seconds since 1970, as text. */
    readonly timestamp?: string
    readonly [name: string]: unknown
  }
}
