import { type EventKind, SampanError } from '@sampan/core'
import { type CloudProvider, clouds, type Payload, type Payloads } from './clouds.ts'

const providers = Object.keys(clouds) as CloudProvider[]

/** The payloads of a cloud that bring a kind of event, by their names in `fake`. */
export type PayloadName<P extends CloudProvider, Kind extends EventKind> = {
  [Name in keyof Payloads<P>]: Payloads<P>[Name] extends Kind ? Name : never
}[keyof Payloads<P>] &
  string

/** What `run` takes where no payload is named. Baidu has no bus; what its CDN tells is to be asked for. */
const usual: {
  readonly [P in CloudProvider]: { readonly [Kind in EventKind]?: PayloadName<P, Kind> }
} = {
  aws: {
    http: 'httpApi',
    queue: 'sqs',
    stream: 'kinesis',
    bucket: 's3',
    schedule: 'schedule',
    bus: 'eventBridge',
    task: 'task',
    websocket: 'websocket',
    any: 'any',
  },
  alibaba: {
    http: 'fc3Http',
    queue: 'mnsQueue',
    stream: 'kafka',
    bucket: 'oss',
    schedule: 'timer',
    bus: 'eventBridge',
    task: 'task',
    any: 'any',
  },
  tencent: {
    http: 'functionUrl',
    queue: 'pulsar',
    stream: 'ckafka',
    bucket: 'cos',
    schedule: 'timer',
    bus: 'eventBridge',
    task: 'task',
    websocket: 'websocket',
    any: 'any',
  },
  baidu: {
    http: 'httpTrigger',
    queue: 'rocketmq',
    stream: 'kafka',
    bucket: 'bos',
    schedule: 'crontab',
    task: 'task',
    any: 'any',
  },
}

/** The payload of that name, or the cloud's usual one. */
export function choosePayload(provider: CloudProvider, kind: EventKind, asked: string | undefined): Payload {
  if (!providers.includes(provider)) {
    throw new SampanError(
      'SAMPAN_BAD_OPTION',
      `The provider of run() is ${list(providers)}, not "${provider}"`,
    )
  }
  const fitting = payloadsOf(provider, kind)
  const name = asked ?? usual[provider][kind]
  const found = fitting.find((payload) => payload.name === name)
  if (found !== undefined) return found
  if (fitting.length > 0) {
    const which =
      asked === undefined ? `is the usual one for ${kind} events` : `for ${kind} events is called "${asked}"`
    throw new SampanError(
      'SAMPAN_NO_PAYLOAD',
      `No payload of ${provider} ${which}; name ${list(fitting.map((payload) => payload.name))}`,
    )
  }
  const others = providers.filter((other) => payloadsOf(other, kind).length > 0)
  throw new SampanError(
    'SAMPAN_NO_PAYLOAD',
    `No payload of ${provider} brings ${kind} events; there are some of ${list(others)}`,
  )
}

function payloadsOf(provider: CloudProvider, kind: EventKind): readonly Payload[] {
  return clouds[provider].payloads.filter((payload) => payload.kind === kind)
}

function list(names: readonly string[]): string {
  return names.join(', ').replace(/, ([^,]*)$/, ' or $1')
}
