import type { RowChange, StreamEvent } from '@sampan/core'
import type { EventSample } from '@sampan/core/samples'
import type { DocumentDbEvent } from '../../native-streams.ts'
import { ACCOUNT, REGION } from '../http/gateway.sample.ts'

/**
 * Change streams of DocumentDB. An event's id and sequence are the resume token, its subject the database and the
 * collection, as in `shop.orders`, and its data a `RowChange`, or undefined for what changes no document.
 */
export const docdb: EventSample<StreamEvent> = {
  name: 'aws.docdb',
  kind: 'stream',
  native: (events): DocumentDbEvent => ({
    eventSource: 'aws:docdb',
    eventSourceArn: `arn:aws:rds:${REGION}:${ACCOUNT}:cluster:shop`,
    events: events.map(({ sequence, subject, stream, time, type, data }, at) => ({
      event: {
        _id: { _data: sequence },
        ...(time !== undefined && { clusterTime: { $timestamp: { t: Date.parse(time) / 1000, i: at + 1 } } }),
        ...(data !== undefined && documents(data as RowChange)),
        ns: { db: subject?.slice(0, -stream.length - 1) ?? 'shop', coll: stream },
        operationType: type,
      },
    })),
  }),
}

function documents({ keys, before, after }: RowChange): object {
  return {
    documentKey: keys,
    ...(after !== undefined && { fullDocument: after }),
    ...(before !== undefined && { fullDocumentBeforeChange: before }),
  }
}
