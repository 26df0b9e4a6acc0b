import type { BucketEvent } from '@sampan/core'
import type { EventSample } from '@sampan/core/samples'
import type { BosEvent } from '../../native-events.ts'
import { DOMAIN, USER } from '../account.sample.ts'
import { actionOf } from './bos.ts'

/** BOS, with credentials as it sends them. */
export const bos: EventSample<BucketEvent> = {
  name: 'baidu.bos',
  kind: 'bucket',
  native: (events): BosEvent => ({
    events: events.map((event) => ({
      version: '1.0',
      eventId: event.id,
      eventOrigin: 'bos:realtime',
      ...(event.time !== undefined && { eventTime: event.time }),
      eventType: typeOf(event),
      content: {
        userId: USER,
        domain: DOMAIN,
        bucket: event.bucket,
        object: event.key,
        ...(event.etag !== undefined && { etag: event.etag }),
        contentType: 'application/octet-stream',
        ...(event.size !== undefined && { filesize: event.size }),
        ...(event.time !== undefined && { lastModified: event.time }),
        credentials: {
          accessKeyId: 'EXAMPLE-ACCESS-KEY-ID',
          secretAccessKey: 'EXAMPLE-SECRET-ACCESS-KEY',
          sessionToken: 'EXAMPLE-SESSION-TOKEN',
          expiration: '2026-11-24T00:00:00Z',
        },
        xVars: {},
      },
    })),
  }),
}

/** BOS has words of its own: an event that was written for another cloud is told in them. */
function typeOf({ type, action }: BucketEvent): string {
  if (actionOf(type) === action) return type
  return action === 'created' ? 'PutObject' : action === 'deleted' ? 'DeleteObject' : type
}
