import { type BucketAction, type RowChange, SampanError } from '@sampan/core'

export type Fields = { readonly [field: string]: any }

/** The midnight at which the clock of the samples stands still. */
export const TIME = '2026-11-23T00:00:00Z'

/** What is particular to one payload: one line each, and none where the standard does. */
interface Particular {
  /** Instead of the standard of the kind; `at` is the event's place in the batch, `given` what the test says of it. */
  readonly standard?: (at: number, given: Fields) => Fields
  /** What follows from other fields: an id that ends in the key, a source that holds the bucket's name. */
  readonly derived?: (event: Fields) => Fields
  /** The cloud's usual name for each action of a bucket. */
  readonly actions?: { readonly [Action in BucketAction]?: string }
}

const row: RowChange = { keys: { id: 'A-1' }, before: undefined, after: { id: 'A-1' } }

/** A change stream: the data is a `RowChange`, and no other has a place in it. */
const changes: Particular = {
  standard: (_at, { data = row }) => ({ type: changeOf(data), data }),
  derived({ data }) {
    if (typeof data?.keys === 'object' && data.keys !== null) return {}
    throw new SampanError(
      'SAMPAN_BAD_SAMPLE',
      'A change stream carries changes: give data as { keys, before, after }',
    )
  },
}

/** As the images tell it, where they are there. */
function changeOf({ before, after }: Partial<RowChange>): string {
  if (before === undefined) return 'insert'
  return after === undefined ? 'delete' : 'update'
}

/** What a topic carries has a source of its own where it has a type; else it is a plain message of the topic. */
function topic(sourceOf: (bus: string) => string): NonNullable<Particular['standard']> {
  return (_at, { type, bus = 'shop' }) => (type === undefined ? { source: sourceOf(bus) } : {})
}

const ACCOUNT = '123456789012'
/** Region and account. */
const ALIBABA = 'cn-hangzhou:1000000000000001'
const snsTopic = topic((bus) => `arn:aws:sns:eu-west-1:${ACCOUNT}:${bus}`)
const s3Id = (at: number): Fields => ({
  id: `N4N7GDK58NMKJ12R:${(0x55aed6dcd900 + at).toString(16).toUpperCase()}`,
})

const s3Actions = {
  created: 'ObjectCreated:Put',
  deleted: 'ObjectRemoved:Delete',
  restored: 'ObjectRestore:Completed',
  other: 'ObjectTagging:Put',
}
const s3BusActions = {
  created: 'Object Created',
  deleted: 'Object Deleted',
  restored: 'Object Restore Completed',
  other: 'Object Tags Added',
}
const ossActions = {
  created: 'ObjectCreated:PutObject',
  deleted: 'ObjectRemoved:DeleteObject',
  restored: 'ObjectRestore:FinishRestore',
  other: 'ObjectCreated:UploadPart',
}

/** By the sample's name. */
export const particulars: { readonly [sample: string]: Particular } = {
  'aws.s3': { standard: s3Id, actions: s3Actions },
  'aws.s3-sqs': { standard: s3Id, actions: s3Actions },
  'aws.s3-sns': { standard: s3Id, actions: s3Actions },
  'aws.s3-eventbridge': { actions: s3BusActions },
  'aws.kinesis': {
    standard: (at) => ({
      partition: 'shardId-000000000000',
      sequence: String(4966543210987654321098765432109876543210987654n + BigInt(at)),
      key: 'A-1',
    }),
  },
  'aws.dynamodb': {
    ...changes,
    standard: (at, given) => ({ ...changes.standard?.(at, given), partition: '2026-11-23T00:00:00.000' }),
  },
  'aws.docdb': changes,
  'aws.logs': {
    standard: () => ({ partition: '2026/11/23/[$LATEST]0123456789abcdef0123456789abcdef' }),
    derived: ({ stream }) => ({ source: `${ACCOUNT}:${stream}` }),
  },
  'aws.sns': { standard: snsTopic },
  'aws.bus-sqs (SNS)': { standard: snsTopic },
  'aws.websocket': {
    standard: () => ({ source: 'wss://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com/production' }),
  },
  'alibaba.oss': {
    derived: ({ id, key, bucket }) => ({ id: `${id}:${key}`, source: ossSource(bucket) }),
    actions: ossActions,
  },
  'alibaba.oss-eventbridge': {
    derived: ({ bucket }) => ({ source: ossSource(bucket) }),
    actions: Object.fromEntries(Object.entries(ossActions).map(([action, type]) => [action, `oss:${type}`])),
  },
  'alibaba.cdn': {
    standard: () => ({ type: 'CachedObjectsRefreshed' }),
    derived: ({ id, type }) => ({ id: `${id}:${type}` }),
  },
  'alibaba.rocketmq': {
    derived: ({ queue }) => ({ source: `acs:mq:${ALIBABA}:MQ_INST_1000000000000001_BYexample%${queue}` }),
  },
  'alibaba.rabbitmq': {
    derived: ({ queue }) => ({
      source: `acs:amqp:${ALIBABA}:/instances/amqp-cn-example0001/vhosts/shop/queues/${queue}`,
    }),
  },
  'alibaba.kafka': {
    derived: ({ stream }) => ({ source: `acs:alikafka:alikafka_post-cn-example0001:topic:${stream}` }),
  },
  'alibaba.dts': changes,
  'alibaba.tablestore': {
    ...changes,
    // Its sequences are microseconds.
    standard: (at, { time = TIME, ...given }) => ({
      ...changes.standard?.(at, given),
      sequence: String(Date.parse(time) * 1000 + at),
    }),
  },
  'alibaba.sls': {
    derived: ({ stream, data }) => ({
      data: {
        endpoint: 'https://cn-hangzhou-intranet.log.aliyuncs.com',
        projectName: 'shop',
        logstoreName: stream,
        shardId: 0,
        beginCursor: 'MTc5NTM5MjAwMDAwMDAwMDAwMA==',
        endCursor: 'MTc5NTM5MjAwMDAwMDAwMDAwMQ==',
        ...data,
      },
    }),
  },
  'alibaba.datahub': {
    standard: (at) => ({ id: `0:${4200 + at}` }),
    derived: ({ stream }) => ({ source: `/projects/shop/topics/${stream}` }),
  },
  'tencent.cos': {
    actions: {
      created: 'cos:ObjectCreated:Put',
      deleted: 'cos:ObjectRemove:Delete',
      restored: 'cos:ObjectRestore:Completed',
      other: 'cos:ObjectRestore:Post',
    },
  },
  'tencent.cls': {
    // Its sequences are microseconds and the place in the batch.
    standard: (at, { time = TIME }) => ({
      partition: '5a0c1b2e-0000-4000-8000-0000000000a1',
      sequence: `${Date.parse(time) * 1000}-${at}`,
    }),
  },
  'tencent.cmq': { standard: topic((bus) => `1250000001/${bus}`) },
  'tencent.mps': { standard: () => ({ type: 'WorkflowTask' }) },
  // Triggers can be set on what creates an object, and on nothing else.
  'baidu.bos': { actions: { created: 'PutObject' } },
  'baidu.cdn': { standard: () => ({ type: 'CachedObjectsPushed' }) },
  'baidu.dueros': { standard: () => ({ type: 'LaunchRequest' }) },
}

function ossSource(bucket: string): string {
  return `acs:oss:${ALIBABA}:${bucket}`
}
