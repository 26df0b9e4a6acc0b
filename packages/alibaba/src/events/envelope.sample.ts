import type { EventBridgeEvent } from '../native-events.ts'

/** Where the samples happen. */
export const REGION = 'cn-hangzhou'
export const ACCOUNT = '1000000000000003'

/** What an envelope says of itself; `bus` is left out where its source has none. */
interface EnvelopeAttributes {
  readonly id: string
  readonly source: string
  readonly type: string
  readonly subject?: string | undefined
  readonly time?: string | undefined
  readonly bus?: string | undefined
}

/** A CloudEvent as EventBridge writes it, with every attribute that it adds. */
export function envelope<Data>(
  { id, source, type, subject, time, bus }: EnvelopeAttributes,
  data: Data,
): EventBridgeEvent<Data> {
  return {
    id,
    source,
    specversion: '1.0',
    type,
    datacontenttype: 'application/json;charset=utf-8',
    ...(subject !== undefined && { subject }),
    ...(time !== undefined && { time, aliyunpublishtime: time }),
    aliyunaccountid: ACCOUNT,
    aliyunoriginalaccountid: ACCOUNT,
    ...(bus !== undefined && { aliyuneventbusname: bus }),
    aliyunregionid: REGION,
    aliyunpublishaddr: '192.0.2.7',
    data,
  }
}
