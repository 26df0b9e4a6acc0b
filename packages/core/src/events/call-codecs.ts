import type { Context, Provider } from '../context.ts'
import type { CallCodec } from './codec.ts'
import { bytesData, valueData } from './data.ts'
import type { CloudEvent, NativeEvent, TaskEvent } from './event.ts'

/**
 * A direct invoke: any data at all, with nothing that says so. Call and function are known from the context.
 * `encode` makes the result what the runtime has to be given, so that it arrives as its JSON.
 */
export function taskCodec(
  provider: Provider,
  encode: (result: unknown) => unknown = (result) => result,
): CallCodec<unknown, TaskEvent> {
  return {
    name: `${provider}.invoke`,
    kind: 'task',
    last: true,
    match: () => true,
    decode: (native, context) => ({
      ...attributesOf('task', native, context, valueData),
      task: context.functionName,
    }),
    encode,
  }
}

/** Whatever no other codec knows, for a function that says it takes anything. The result goes back as it is. */
export function anyCodec(provider: Provider): CallCodec<unknown, NativeEvent> {
  return {
    name: `${provider}.any`,
    kind: 'any',
    last: true,
    match: () => true,
    decode: (native, context) => attributesOf('any', native, context, (value) => value),
    encode: (result) => result,
  }
}

function attributesOf<Kind extends 'task' | 'any'>(
  kind: Kind,
  native: unknown,
  { requestId, functionName }: Context,
  read: (value: unknown) => unknown,
): CloudEvent<Kind> {
  // Where a platform hands over bytes and they are no JSON, they come as its Buffer.
  const data = native instanceof Uint8Array ? bytesData(native) : read(native)
  return { kind, id: requestId, source: functionName, type: kind, data, native }
}
