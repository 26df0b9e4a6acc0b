import { type Context, endContext } from '../context.ts'
import { HttpError, SampanError } from '../errors.ts'
import type { SampanFunction } from '../trigger.ts'
import { Reply } from '../http/plain.ts'
import { settlePending } from '../pending.ts'
import { inScope } from '../scope.ts'
import type { Delivery, Item, MessageCodec } from './codec.ts'
import { keepDeadLetter } from './dead-letter.ts'
import { createDeadline } from './deadline.ts'
import type { MessageEvent } from './event.ts'

/** Stands for the failure of what was not tried. */
const untried = Symbol('untried')

/** A message, and the function it belongs to. */
export interface Assigned {
  readonly message: Delivery
  /** Undefined where the message is no event. */
  readonly by: SampanFunction | undefined
}

/**
 * Runs the messages of a batch, at most `limit` at once, in order within a group. What failed, what came after it in
 * its group, and what was not tried before the deadline is told to the cloud; everything else is acknowledged.
 */
export async function runBatch(
  codec: MessageCodec,
  deliveries: readonly Assigned[],
  limit: number,
  context: Context,
  open: (event: MessageEvent) => Context,
): Promise<unknown> {
  const deadline = createDeadline(context.remainingMs())
  const hanging = new SampanError('SAMPAN_DEADLINE', 'The handler had not ended shortly before the deadline')
  // Failed until it is known to have succeeded: whatever ends this batch early, nothing is acknowledged by mistake.
  const failures = new Map<Assigned, unknown>(deliveries.map((one) => [one, untried]))
  const left: Promise<void>[] = []
  const lanes = lanesOf(deliveries)

  async function worker(): Promise<void> {
    for (let lane = lanes.shift(); lane !== undefined; lane = lanes.shift()) {
      for (const delivery of lane) {
        if (!deadline.allowsMore()) return
        const done = deadline.begin()
        failures.set(delivery, hanging)
        try {
          await handle(delivery, open, left)
          failures.delete(delivery)
        } catch (error) {
          failures.set(delivery, error)
          break
        } finally {
          done()
        }
      }
    }
  }

  const workers = Array.from({ length: Math.min(limit, lanes.length) }, worker)
  await deadline.orExpired(Promise.all(workers))
  await deadline.orExpired(Promise.all(left))
  return report(codec, deliveries.length, failures, context)
}

/** Groups in the order of their first messages; a message without a group is a lane of its own. */
function lanesOf(deliveries: readonly Assigned[]): Assigned[][] {
  const lanes: Assigned[][] = []
  const groups = new Map<string, Assigned[]>()
  for (const delivery of deliveries) {
    const { group } = delivery.message
    const known = group === undefined ? undefined : groups.get(group)
    if (known !== undefined) known.push(delivery)
    else {
      const lane = [delivery]
      lanes.push(lane)
      if (group !== undefined) groups.set(group, lane)
    }
  }
  return lanes
}

async function handle(
  { by, message }: Assigned,
  open: (event: MessageEvent) => Context,
  left: Promise<void>[],
): Promise<void> {
  if (by === undefined || message.event === undefined) throw message.flaw
  const { event } = message
  const context = open(event)
  // A schema puts in its place what it makes of it; the dead letters are to have what came.
  const { data } = event
  try {
    await inScope(context, async () => {
      try {
        refuseReply(await by.run(event, context))
      } catch (error) {
        await keepDeadLetter(by, event, data, error, context)
      }
    })
  } finally {
    // What waitUntil was given holds up the end of the batch, not the next message.
    if (context._pending === undefined) endContext(context)
    else left.push(settlePending(context).finally(() => endContext(context)))
  }
}

/** A layer that answers in the handler's place, as to a caller over HTTP, has not handled the message. */
function refuseReply(result: unknown): void {
  if (result instanceof Reply && result.status >= 400) {
    throw new HttpError(result.status, 'A reply with this status was given in place of handling the message')
  }
}

function report(
  codec: MessageCodec,
  total: number,
  failures: ReadonlyMap<Assigned, unknown>,
  context: Context,
): unknown {
  const failed = [...failures].filter(([, error]) => error !== untried)
  for (const [{ message }, error] of failed) {
    context.log.error('message failed', { kind: codec.kind, id: idOf(message), error })
  }
  const count = failures.size - failed.length
  if (count > 0) {
    context.log.warn('messages were not handled: one before them failed, or the deadline is near', { count })
  }
  if (codec.encode !== undefined) return codec.encode(itemsOf(failures.keys()))
  if (failures.size === 0) return undefined
  // A failure of its own keeps its type and message, by which the cloud's retry rules and alarms may tell it.
  if (total === 1 && failed.length === 1) throw failed[0]![1]
  throw new SampanError(
    'SAMPAN_BATCH_FAILED',
    `${failures.size} of ${total} messages failed, and ${codec.name} cannot be told which: ${list([...failures])}`,
    { cause: failed[0]?.[1] },
  )
}

function idOf({ event, item }: Delivery): string {
  return event?.id ?? textOf(item)
}

function textOf(item: Item): string {
  return typeof item === 'string' ? item : `${item.partition} ${item.offset}`
}

function itemsOf(failed: Iterable<Assigned>): Item[] {
  const items = new Map<string, Item>()
  for (const { message } of failed) items.set(textOf(message.item), message.item)
  return [...items.values()]
}

function list(failures: readonly [Assigned, unknown][]): string {
  const lines = failures.slice(0, 20).map(([{ message }, error]) => `${idOf(message)} (${reason(error)})`)
  if (failures.length > lines.length) lines.push(`${failures.length - lines.length} more`)
  return lines.join(', ')
}

/** A handler may throw anything, and not everything has a text. */
function reason(error: unknown): string {
  if (error === untried) return 'not tried'
  if (error instanceof Error) return `${error.name}: ${error.message}`
  return typeof error === 'string' ? error : `threw ${error === null ? 'null' : typeof error}`
}
