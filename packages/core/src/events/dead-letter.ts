import type { Context } from '../context.ts'
import { PermanentError } from '../errors.ts'
import type { SampanFunction } from '../trigger.ts'
import { FlawedData } from './data.ts'
import type { MessageEvent } from './event.ts'

/**
 * Resolves when a message that can never succeed is kept elsewhere; throws what failed where it is not. `came` is its
 * data before the trigger's schema made something else of it.
 */
export async function keepDeadLetter(
  { options, trigger }: SampanFunction,
  event: MessageEvent,
  came: unknown,
  error: unknown,
  context: Context,
): Promise<void> {
  const deadLetter = options?.deadLetter
  if (deadLetter === undefined || !(error instanceof PermanentError)) throw error
  const data = came instanceof FlawedData ? came.raw : came
  try {
    if (typeof deadLetter === 'function') await deadLetter({ ...event, data }, error, context)
    else {
      await deadLetter.send(data, {
        groupId: event.kind === 'queue' ? event.groupId : undefined,
        attributes: attributesOf(event, error, trigger.label),
      })
    }
  } catch (cause) {
    // Not kept, hence not acknowledged: the cloud delivers the message again.
    context.log.error('the dead letter could not be kept', { id: event.id, error: cause })
    throw error
  }
  context.log.warn('message failed for good and was kept as a dead letter', { id: event.id, error })
}

/** What a person, or a program that brings the message back, has to know of it. */
function attributesOf(
  event: MessageEvent,
  error: PermanentError,
  label: string,
): { [name: string]: string | Uint8Array } {
  return {
    ...(event.kind === 'queue' && event.attributes),
    'sampan-function': label,
    'sampan-id': event.id,
    'sampan-source': event.source,
    'sampan-error': error.message,
  }
}
