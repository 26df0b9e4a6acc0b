import { type EventKind, SampanError } from '@sampan/core'
import { checkOptions } from '@sampan/core/adapter'
import type { EventSample } from '@sampan/core/samples'
import { type EventOptions, OPTION_NAMES } from './options.ts'
import { type Fields, particulars, TIME } from './particulars.ts'

/** The kinds that a sample makes from neutral events; a request is none. */
export type SampledKind = Exclude<EventKind, 'http'>

/** What an event is where nobody says otherwise; `at` is its place in the batch. */
const standards: { readonly [Kind in SampledKind]: (at: number, given: Fields) => Fields } = {
  queue: () => ({ queue: 'orders', data: {}, attempt: 1, groupId: undefined, attributes: {} }),
  stream: (at) => ({
    stream: 'clicks',
    partition: '0',
    sequence: String(4200 + at),
    key: undefined,
    data: {},
  }),
  bucket: (_at, { action }) => ({
    bucket: 'uploads',
    key: 'file.txt',
    action: 'created',
    data: undefined,
    ...(action !== 'deleted' && { size: 1024, etag: '0123456789abcdef0123456789abcdef' }),
  }),
  schedule: () => ({ schedule: 'nightly', data: undefined }),
  bus: () => ({ bus: 'shop', source: 'com.example.shop', data: {} }),
  task: () => ({ data: {} }),
  websocket: (_at, { action = 'message' }) => ({
    type: action,
    action,
    connectionId: 'ZWbs0mFyDoECFtg=',
    headers: {},
    query: {},
    data: action === 'message' ? {} : undefined,
  }),
  any: () => ({ data: {} }),
}

/**
 * The neutral events that a sample is to write: what is given, and what it takes to make them complete. `common` is
 * said of all of them, `each` of one. `owner` is how an error calls whose options they are.
 */
export function toEvents<Kind extends SampledKind>(
  owner: string,
  sample: EventSample,
  kind: Kind,
  common: EventOptions[Kind],
  each: readonly EventOptions[Kind][] = [{}],
): any[] {
  const known: readonly string[] = OPTION_NAMES[kind]
  for (const one of [common, ...each]) checkOptions(owner, one, known)
  return each.map((one, at) => toEvent(sample, kind, { ...common, ...one }, at))
}

function toEvent(sample: EventSample, kind: SampledKind, given: Fields, at: number): Fields {
  const own = particulars[sample.name] ?? {}
  const event: Fields = {
    kind,
    id: `00000000-0000-4000-8000-${String(at + 1).padStart(12, '0')}`,
    source: 'sampan-test',
    type: 'message',
    subject: undefined,
    time: TIME,
    ...standards[kind](at, given),
    ...own.standard?.(at, given),
    ...given,
  }
  const whole =
    kind === 'bucket' && given['type'] === undefined
      ? { ...event, type: typeOf(sample, event['action']) }
      : event
  return { ...whole, ...own.derived?.(whole) }
}

/** The cloud's usual name for what happened to an object. */
function typeOf({ name }: EventSample, action: string): string {
  const types: Fields = particulars[name]?.actions ?? {}
  if (Object.hasOwn(types, action)) return types[action]
  throw new SampanError(
    'SAMPAN_NO_PAYLOAD',
    `${name} has no usual type for the action "${action}", only for ${Object.keys(types).join(', ') || 'none'}; give its type`,
  )
}
