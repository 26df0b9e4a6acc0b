/**
 * What brokers and change streams send through EventBridge or their own triggers, as far as Sampan reads it. Every
 * field may be missing: test events of the consoles are written by hand.
 */

type Maybe<T> = T | null | undefined

/** A message of RocketMQ. */
export interface RocketMqData {
  /** Of one's own Apache RocketMQ alone. */
  readonly msgId?: string
  readonly topic: string
  /** Text, but for `CONSUME_START_TIME`: milliseconds since 1970. */
  readonly systemProperties?: Maybe<{ readonly [name: string]: string | number | undefined }>
  readonly userProperties?: Maybe<{ readonly [name: string]: unknown }>
  /** Text as it was sent. */
  readonly body?: unknown
}

/** A message of RabbitMQ. */
export interface RabbitMqData {
  readonly envelope?: Maybe<{
    readonly deliveryTag?: number
    readonly exchange?: string
    readonly redeliver?: boolean
    readonly routingKey?: string
  }>
  /** The properties of AMQP in camel case; `headers` among them where there are any. */
  readonly props?: Maybe<{
    readonly messageId?: Maybe<string>
    readonly headers?: Maybe<{ readonly [name: string]: unknown }>
    readonly [name: string]: unknown
  }>
  /** Text, or the value of its JSON. */
  readonly body?: unknown
}

/** A message of MQTT. Neither its id nor its time is told. */
export interface MqttData {
  readonly props: {
    /** The topic that was created in the console. */
    readonly firstTopic: string
    /** The rest of the topic that was published to: `/lamp/7`. */
    readonly secondTopic?: Maybe<string>
    readonly clientId?: Maybe<string>
  }
  readonly body?: unknown
}

/** A record of Kafka. */
export interface KafkaData {
  readonly topic: string
  readonly partition: number
  readonly offset: number
  /** Milliseconds since 1970. */
  readonly timestamp?: number
  readonly headers?: unknown
  readonly key?: Maybe<string>
  /** By the format that the trigger was given: the value of JSON, text, or base64; nothing says which. */
  readonly value?: unknown
}

export interface DtsField {
  readonly fieldName: string
  readonly rawDataTypeNum?: number
  readonly isPrimaryKey?: boolean
  readonly isUniqueKey?: boolean
  readonly fieldPosition?: number
}

export interface DtsSchema {
  readonly recordFields: readonly DtsField[]
  readonly databaseName?: string
  readonly tableName?: string
  readonly primaryIndexInfo?: Maybe<{
    readonly indexFields?: Maybe<readonly DtsField[]>
    readonly [more: string]: unknown
  }>
}

/** A java.nio.ByteBuffer as JSON: its content are the bytes of `hb` from `offset + position` to `offset + limit`. */
export interface JavaByteBuffer {
  /** Signed or unsigned bytes. */
  readonly hb: readonly number[]
  readonly offset?: number
  readonly position?: number
  readonly limit?: number
}

/** A column's value; null for NULL. */
export type DtsCell = Maybe<{
  readonly data?: unknown
  /** MySQL's name: `utf8mb4`. */
  readonly charset?: Maybe<string>
}>

export interface DtsImage {
  readonly recordSchema?: DtsSchema
  /** In the order of the fields. */
  readonly values: readonly DtsCell[]
}

/** A change that a DTS change tracking task saw. */
export interface DtsData {
  readonly id?: number
  readonly topicPartition: { readonly topic: string; readonly partition: number; readonly hash?: number }
  readonly offset: number
  /** Seconds since 1970. */
  readonly sourceTimestamp?: number
  /** `INSERT`, `UPDATE`, `DELETE`; `DDL` for a statement that changes a table. */
  readonly operationType: string
  readonly schema?: Maybe<DtsSchema>
  readonly beforeImage?: Maybe<DtsImage>
  readonly afterImage?: Maybe<DtsImage>
}

/** Where the new logs of a shard stand; not the logs. */
export interface SlsPointer {
  /** With the scheme: `https://cn-hangzhou-intranet.log.aliyuncs.com`. */
  readonly endpoint: string
  readonly projectName: string
  readonly logstoreName: string
  readonly shardId: number
  readonly beginCursor: string
  readonly endCursor: string
}

export interface SlsEvent {
  /** What the trigger's configuration gives to the function. */
  readonly parameter?: unknown
  readonly source: SlsPointer
  readonly jobName?: string
  readonly taskId: string
  /** Seconds since 1970. */
  readonly cursorTime: number
}

/** Integers beyond 2^53 are BigInts. */
export type TablestoreValue = string | number | bigint | boolean | Uint8Array

export interface TablestoreColumn {
  readonly Type: 'Put' | 'DeleteOneVersion' | 'DeleteAllVersions'
  readonly ColumnName: string
  readonly Value?: Maybe<TablestoreValue>
  /** Milliseconds since 1970. */
  readonly Timestamp?: number
}

export interface TablestoreRecord {
  readonly Type: 'PutRow' | 'UpdateRow' | 'DeleteRow'
  /** Microseconds since 1970. */
  readonly Info: { readonly Timestamp: number }
  readonly PrimaryKey: readonly { readonly ColumnName: string; readonly Value: TablestoreValue }[]
  readonly Columns?: Maybe<readonly TablestoreColumn[]>
}

/** On the wire it is CBOR, the one payload of Function Compute that is. */
export interface TablestoreEvent {
  readonly Version: 'Sync-v1'
  readonly Records: readonly TablestoreRecord[]
}

export interface DataHubRecord {
  /** Shard and position: `0:12345`. */
  readonly eventId: string
  /** Milliseconds since 1970. */
  readonly systemTime?: number
  /** A tuple's fields as the text of a JSON list. */
  readonly data?: unknown
}

export interface DataHubEvent {
  readonly eventSource: 'acs:datahub'
  readonly eventName?: string
  /** `/projects/shop/topics/clicks` */
  readonly eventSourceARN: string
  readonly region?: string
  readonly records: readonly DataHubRecord[]
}
