/** Streams and brokers of AWS as event source mappings deliver them. Every field may be missing or null. */

type Maybe<T> = T | null | undefined

/** Set on every invocation of a mapping with a tumbling window. */
export interface TumblingWindow {
  readonly window?: Maybe<{ readonly start?: string; readonly end?: string }>
  readonly state?: Maybe<{ readonly [name: string]: unknown }>
  readonly shardId?: string
  readonly eventSourceARN?: string
  readonly isFinalInvokeForWindow?: boolean
  readonly isWindowTerminatedEarly?: boolean
}

export interface KinesisRecord {
  readonly kinesis: {
    readonly kinesisSchemaVersion?: string
    readonly partitionKey?: string
    readonly sequenceNumber: string
    /** Base64. */
    readonly data: string
    /** Seconds since 1970, with milliseconds behind the point. */
    readonly approximateArrivalTimestamp?: Maybe<number>
  }
  readonly eventSource: 'aws:kinesis'
  readonly eventVersion?: string
  /** The shard and the sequence number: `shardId-000000000006:4959…`. */
  readonly eventID: string
  readonly eventName?: string
  readonly invokeIdentityArn?: string
  readonly awsRegion?: string
  /** Of the stream, or of its consumer with enhanced fan-out. */
  readonly eventSourceARN?: string
}

/** Without records where a window ends after its last record. */
export interface KinesisEvent extends TumblingWindow {
  readonly Records: readonly KinesisRecord[]
}

/** A value as DynamoDB writes it: one field, which names the type. */
export interface DynamoDbValue {
  readonly S?: string
  /** Digits, up to 38 of them. */
  readonly N?: string
  /** Base64. */
  readonly B?: string
  readonly BOOL?: boolean
  readonly NULL?: boolean
  readonly L?: readonly DynamoDbValue[]
  readonly M?: DynamoDbItem
  readonly SS?: readonly string[]
  readonly NS?: readonly string[]
  readonly BS?: readonly string[]
}

export interface DynamoDbItem {
  readonly [attribute: string]: DynamoDbValue
}

export interface DynamoDbRecord {
  readonly eventID: string
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE'
  readonly eventVersion?: string
  readonly eventSource: 'aws:dynamodb'
  readonly awsRegion?: string
  /** Set where DynamoDB itself deleted the item, because its time to live had passed. */
  readonly userIdentity?: Maybe<{ readonly type?: string; readonly principalId?: string }>
  readonly dynamodb: {
    /** Seconds since 1970. */
    readonly ApproximateCreationDateTime?: Maybe<number>
    readonly Keys?: Maybe<DynamoDbItem>
    readonly NewImage?: Maybe<DynamoDbItem>
    readonly OldImage?: Maybe<DynamoDbItem>
    readonly SequenceNumber: string
    readonly SizeBytes?: number
    readonly StreamViewType?: string
  }
  /** Of the stream: `arn:aws:dynamodb:…:table/orders/stream/2026-11-01T00:00:00.000`. */
  readonly eventSourceARN?: string
}

/** Without records where a window ends after its last record. */
export interface DynamoDbEvent extends TumblingWindow {
  readonly Records: readonly DynamoDbRecord[]
}

/** A change event of a DocumentDB cluster; documents are MongoDB Extended JSON. */
export interface DocumentDbChange {
  /** The resume token. */
  readonly _id: { readonly _data: string }
  readonly clusterTime?: Maybe<{ readonly $timestamp?: Maybe<{ readonly t?: number; readonly i?: number }> }>
  readonly documentKey?: Maybe<{ readonly [field: string]: unknown }>
  readonly fullDocument?: Maybe<{ readonly [field: string]: unknown }>
  readonly fullDocumentBeforeChange?: Maybe<{ readonly [field: string]: unknown }>
  readonly updateDescription?: Maybe<{ readonly [field: string]: unknown }>
  readonly ns?: Maybe<{ readonly db?: string; readonly coll?: string }>
  readonly operationType: string
}

export interface DocumentDbEvent {
  readonly eventSource: 'aws:docdb'
  readonly eventSourceArn?: string
  readonly events: readonly { readonly event: DocumentDbChange }[]
}

export interface KafkaRecord {
  readonly topic?: string
  readonly partition?: number
  readonly offset: number
  /** Milliseconds since 1970. */
  readonly timestamp?: Maybe<number>
  readonly timestampType?: string
  /** Base64. */
  readonly key?: Maybe<string>
  /** Base64; a tombstone has none. */
  readonly value?: Maybe<string>
  /** Values are lists of bytes. */
  readonly headers?: Maybe<readonly { readonly [name: string]: readonly number[] }[]>
}

export interface KafkaEvent {
  readonly eventSource: 'aws:kafka' | 'SelfManagedKafka'
  /** Of the MSK cluster; a cluster of one's own has none. */
  readonly eventSourceArn?: string
  /** Separated by commas. */
  readonly bootstrapServers?: string
  /** By topic and partition: `orders-0`. */
  readonly records: { readonly [partition: string]: readonly KafkaRecord[] }
}

/** CloudWatch Logs, as it arrives. */
export interface LogsEvent {
  /** Base64 of the gzipped JSON of a `LogsPayload`. */
  readonly awslogs: { readonly data: string }
}

export interface LogsPayload {
  readonly messageType: 'DATA_MESSAGE' | 'CONTROL_MESSAGE'
  /** The account of the log group. */
  readonly owner?: string
  readonly logGroup?: string
  readonly logStream?: string
  readonly subscriptionFilters?: readonly string[]
  readonly logEvents: readonly LogEvent[]
}

export interface LogEvent {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly timestamp?: number
  readonly message: string
}

export interface RabbitMqMessage {
  readonly basicProperties?: Maybe<{
    readonly headers?: Maybe<{ readonly [name: string]: unknown }>
    readonly messageId?: Maybe<string>
    /** As Java writes a date: `Jan 1, 1970, 12:33:41 AM`. */
    readonly timestamp?: Maybe<string>
    readonly correlationId?: Maybe<string>
    readonly [property: string]: unknown
  }>
  readonly redelivered?: boolean
  /** Base64. */
  readonly data: string
}

export interface RabbitMqEvent {
  readonly eventSource: 'aws:rmq'
  readonly eventSourceArn?: string
  /** By queue and virtual host: `orders::/`. */
  readonly rmqMessagesByQueue: { readonly [queue: string]: readonly RabbitMqMessage[] }
}

export interface ActiveMqMessage {
  readonly messageID: string
  readonly messageType?: 'jms/text-message' | 'jms/bytes-message'
  readonly deliveryMode?: number
  readonly replyTo?: Maybe<string>
  readonly type?: Maybe<string>
  readonly expiration?: Maybe<string>
  readonly priority?: number
  readonly correlationId?: Maybe<string>
  readonly redelivered?: boolean
  readonly destination?: Maybe<{ readonly physicalName?: string }>
  /** Base64, of texts too. */
  readonly data: string
  /** Milliseconds since 1970, all three. */
  readonly timestamp?: Maybe<number>
  readonly brokerInTime?: Maybe<number>
  readonly brokerOutTime?: Maybe<number>
  readonly properties?: Maybe<{ readonly [name: string]: string }>
}

export interface ActiveMqEvent {
  readonly eventSource: 'aws:mq'
  readonly eventSourceArn?: string
  readonly messages: readonly ActiveMqMessage[]
}
