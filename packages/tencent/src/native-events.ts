/** SCF events other than HTTP, as far as Sampan reads them. Every field may be missing or null. */

type Maybe<T> = T | null | undefined

export interface CosEvent {
  readonly Records: readonly CosRecord[]
}

export interface CosRecord {
  readonly cos: {
    readonly cosSchemaVersion?: string
    readonly cosNotificationId?: string
    readonly cosBucket: {
      /** Without the appid that tools and SDKs put behind it. */
      readonly name: string
      readonly appid?: string | number
      /** Short: `gz`, `bj`. */
      readonly region?: string
    }
    readonly cosObject: {
      /** `/<appid>/<bucket>/<key>`. */
      readonly key: string
      readonly url?: string
      /** Bytes. */
      readonly size?: number
      /** The version's id; empty without versioning. */
      readonly vid?: string
      readonly meta?: Maybe<{ readonly [name: string]: string }>
    }
  }
  readonly event: {
    /** `cos:ObjectCreated:Put`, `cos:ObjectRemove:Delete`, `cos:ObjectRestore:Completed`, … */
    readonly eventName: string
    readonly eventVersion?: string
    /** Seconds since 1970. */
    readonly eventTime?: number
    readonly eventSource?: 'qcs::cos'
    readonly eventQueue?: string
    readonly reqid?: number
    readonly reservedInfo?: string
    /** Whoever logs this logs a signature: `requestHeaders.Authorization`. */
    readonly requestParameters?: Maybe<{
      readonly requestSourceIP?: string
      readonly requestHeaders?: Maybe<{ readonly [name: string]: string }>
    }>
  }
}

export interface TimerEvent {
  readonly Type: 'Timer'
  readonly TriggerName: string
  /** RFC 3339, whole seconds. */
  readonly Time?: string
  /** The trigger's CustomArgument; empty where it has none. */
  readonly Message?: string
}

export interface CkafkaEvent {
  readonly Records: readonly CkafkaRecord[]
}

export interface CkafkaRecord {
  readonly Ckafka: CkafkaMessage
}

export interface CkafkaMessage {
  readonly topic: string
  readonly partition?: number
  /** The partition, as one page of the documentation spells it. */
  readonly Partition?: number
  readonly offset: number
  /** `None` where the message has no key. */
  readonly msgKey?: Maybe<string>
  readonly msgBody?: Maybe<string>
}

export interface CmqEvent {
  readonly Records: readonly CmqRecord[]
}

export interface CmqRecord {
  readonly CMQ: {
    readonly type?: 'topic'
    /** The appid. */
    readonly topicOwner?: number | string
    readonly topicName: string
    readonly subscriptionName?: string
    readonly publishTime?: string
    readonly msgId: string
    readonly requestId?: string
    readonly msgBody?: Maybe<string>
    /** The sender's tags: `a,b`, also with spaces, empty, or a list by revision of the documentation. */
    readonly msgTag?: Maybe<string | readonly string[]>
  }
}

export interface ClsEvent {
  readonly clslogs: {
    /** `ClsLogs` as JSON, gzip, base64. */
    readonly data: string
  }
}

export interface ClsLogs {
  readonly topic_id: string
  readonly topic_name?: string
  readonly records: readonly ClsRecord[]
}

export interface ClsRecord {
  /** Microseconds since 1970. */
  readonly timestamp: string
  readonly content?: Maybe<string>
}

/** What EventBridge delivers: a CloudEvent, or nearly one. */
export interface EventBridgeEvent<Data = unknown> {
  /** `1.0`; `0` on older pages of the documentation. */
  readonly specversion: string
  readonly id: string
  readonly source: string
  readonly type: string
  readonly subject?: string
  /** The subject, as older pages of the documentation spell it. */
  readonly subjuect?: string
  /** Milliseconds since 1970, as text or number. */
  readonly time?: string | number
  readonly region?: string
  readonly datacontenttype?: string
  /** The bus and the rule: `qcs::eb:ap-guangzhou:uid1250000000:<bus>/<rule>`. Not on every page. */
  readonly resource?: Maybe<readonly string[]>
  readonly data: Data
}

/** The data of an event of the TDMQ connector. */
export interface PulsarMessage {
  /** `persistent://<appid>/<namespace>/<topic>`. */
  readonly topic: string
  readonly tags?: string
  readonly TopicType?: string | number
  readonly subscriptionName?: string
  readonly toTimestamp?: string
  readonly partitions?: string
  readonly msgId: string
  readonly msgBody?: Maybe<string>
}

/** Media processing: `WorkflowTask` with a `WorkflowTaskEvent`, `EditMediaTask` with an `EditMediaTaskEvent`, … */
export interface MpsEvent {
  readonly EventType: string
  readonly [taskEvent: `${string}Event`]: unknown
}

/** API Gateway's WebSockets. */
export interface WebSocketEvent {
  readonly websocket: {
    readonly action: 'connecting' | 'data send' | 'closing'
    readonly secConnectionID: string
    /** Of the handshake: the protocols that the client offers, with commas between them. */
    readonly secWebSocketProtocol?: string
    readonly secWebSocketExtensions?: string
    readonly dataType?: 'text' | 'binary'
    /** The text, or base64. */
    readonly data?: string
  }
  /** Of the handshake only. */
  readonly requestContext?: Maybe<{
    readonly serviceId?: string
    readonly path?: string
    readonly httpMethod?: string
    readonly requestId?: string
    readonly identity?: Maybe<{ readonly secretId?: string }>
    readonly sourceIp?: string
    readonly stage?: string
    readonly websocketEnable?: boolean
  }>
}

/** What the gateway reads after a handshake: any `errNo` but 0 refuses the connection. */
export interface WebSocketReply {
  readonly errNo: number
  readonly errMsg: string
  readonly websocket?: {
    readonly action: 'connecting'
    readonly secConnectionID: string
    readonly secWebSocketProtocol?: string
  }
}
