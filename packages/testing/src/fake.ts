import type { EventKind } from '@sampan/core'
import { checkOptions } from '@sampan/core/adapter'
import type { EventSample, HttpSample } from '@sampan/core/samples'
import { type CloudProvider, clouds, type Payload, type Payloads } from './clouds.ts'
import { toEvents } from './neutral.ts'
import { type EventOptions, isMessageKind, type MessageKind, OPTION_NAMES } from './options.ts'
import { toRequest } from './request.ts'
import { sent } from './wire.ts'

/** One message, or several of one native batch: what stands beside `messages` is said of each of them. */
export type FakeOptions<Kind extends EventKind> = Kind extends MessageKind
  ? EventOptions[Kind] & { messages?: readonly EventOptions[Kind][] }
  : EventOptions[Kind]

/**
 * A native event as the platform hands it to a function. The same options always give the same event.
 *
 * @throws SampanError SAMPAN_UNKNOWN_OPTION; SAMPAN_BAD_SAMPLE where the payload cannot carry it; SAMPAN_NO_PAYLOAD where
 *   it does not know the action
 */
export type Fake<Kind extends EventKind> = (options?: FakeOptions<Kind>) => unknown

type FakesOf<P extends CloudProvider> = { readonly [Name in keyof Payloads<P>]: Fake<Payloads<P>[Name]> }

/** `fake.<cloud>.<payload>`. */
export type Fakes = { readonly [P in CloudProvider]: FakesOf<P> }

/** Native events of four clouds: `fake.aws.sqs({ queue: 'orders', data: { id: 'A-1' } })`. */
export const fake: Fakes = /* @__PURE__ */ Object.fromEntries(
  Object.entries(clouds).map(([provider, { payloads }]) => [
    provider,
    Object.fromEntries(payloads.map((payload) => [payload.name, fakeOf(provider, payload)])),
  ]),
) as Fakes

function fakeOf(provider: string, { name, kind, sample }: Payload): Fake<any> {
  const owner = `fake.${provider}.${name}()`
  return (options: FakeOptions<any> = {}) => {
    if (kind === 'http') return sent((sample as HttpSample).request(toRequest(owner, options)))
    return sent((sample as EventSample).native(eventsOf(owner, sample as EventSample, kind, options)))
  }
}

function eventsOf(
  owner: string,
  sample: EventSample,
  kind: Exclude<EventKind, 'http'>,
  options: FakeOptions<any>,
): any[] {
  if (!isMessageKind(kind)) return toEvents(owner, sample, kind, options)
  checkOptions(owner, options, [...OPTION_NAMES[kind], 'messages'])
  const { messages, ...common } = options as FakeOptions<MessageKind>
  return toEvents(owner, sample, kind, common, messages)
}
