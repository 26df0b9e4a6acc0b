import type { StreamEvent } from '@sampan/core'
import { dataBase64, type EventSample } from '@sampan/core/samples'
import type { KinesisEvent } from '../../native-streams.ts'
import { ACCOUNT, REGION } from '../http/gateway.sample.ts'

/** Kinesis Data Streams. An event's partition is its shard, and its id the two of `partition:sequence`. */
export const kinesis: EventSample<StreamEvent> = {
  name: 'aws.kinesis',
  kind: 'stream',
  native: (events): KinesisEvent => ({
    Records: events.map(({ stream, partition, sequence, key, data, time }) => ({
      kinesis: {
        kinesisSchemaVersion: '1.0',
        ...(typeof key === 'string' && { partitionKey: key }),
        sequenceNumber: sequence,
        data: dataBase64(data),
        ...(time !== undefined && { approximateArrivalTimestamp: Date.parse(time) / 1000 }),
      },
      eventSource: 'aws:kinesis',
      eventVersion: '1.0',
      eventID: `${partition}:${sequence}`,
      eventName: 'aws:kinesis:record',
      invokeIdentityArn: `arn:aws:iam::${ACCOUNT}:role/shop-worker`,
      awsRegion: REGION,
      eventSourceARN: `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/${stream}`,
    })),
  }),
}
