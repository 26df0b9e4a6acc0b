/** The engine against an oracle: whatever groups, failures, durations and concurrency, these rules hold. */
import * as fc from 'fast-check'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { captureLog } from '../../test/plain.ts'
import { eventHandler, messageCodec, partial, type PlainResult, sleep } from '../../test/plain-events.ts'
import { PermanentError } from '../errors.ts'
import { on } from '../function.ts'
import { queue } from './queue.ts'

type Fate = 'done' | 'throws' | 'permanent' | 'kept late' | 'not kept'

interface Message {
  readonly id: string
  readonly group: string | undefined
  readonly item: string
  readonly fate: Fate
  readonly ms: number
}

beforeEach(() => {
  captureLog()
})
afterEach(() => {
  vi.restoreAllMocks()
})

const messages: fc.Arbitrary<Message[]> = fc
  .array(
    fc.record({
      group: fc.constantFrom(undefined, undefined, 'a', 'b', 'c'),
      item: fc.option(fc.constantFrom('x', 'y'), { freq: 6, nil: undefined }),
      fate: fc.oneof(
        { weight: 6, arbitrary: fc.constant<Fate>('done') },
        { weight: 4, arbitrary: fc.constantFrom<Fate>('throws', 'permanent', 'kept late', 'not kept') },
      ),
      ms: fc.constantFrom(0, 0, 0, 1, 3),
    }),
    { maxLength: 14 },
  )
  .map((list) => list.map((one, at) => ({ ...one, id: `m-${at}`, item: one.item ?? `m-${at}` })))

/** What the cloud has to be told: a message fails where its handler does, and so does the rest of its group. */
function oracle(list: readonly Message[], keeps: boolean): { failed: string[]; tried: string[] } {
  const ended = new Set<string>()
  const failed = new Set<string>()
  const tried: string[] = []
  for (const { id, group, item, fate } of list) {
    if (group !== undefined && ended.has(group)) {
      failed.add(item)
      continue
    }
    tried.push(id)
    if (fate === 'done' || (keeps && (fate === 'permanent' || fate === 'kept late'))) continue
    failed.add(item)
    if (group !== undefined) ended.add(group)
  }
  return { failed: [...failed], tried }
}

it.each([true, false])('keeps its promises, with a dead letter: %s', async (keeps) => {
  const property = fc.asyncProperty(
    messages,
    fc.integer({ min: 1, max: 5 }),
    fc.boolean(),
    async (list, limit, told) => {
      const byId = new Map(list.map((one) => [one.id, one]))
      const steps: string[] = []
      let [running, most] = [0, 0]
      const fn = on(
        queue('orders'),
        async ({ id }) => {
          const { ms, fate } = byId.get(id)!
          steps.push(`> ${id}`)
          most = Math.max(most, ++running)
          if (ms > 0) await sleep(ms)
          running--
          if (fate !== 'done' && fate !== 'throws') throw new PermanentError(fate)
          steps.push(`< ${id}`)
          if (fate === 'throws') throw new Error(fate)
        },
        keeps
          ? {
              async deadLetter({ id }, { message: fate }) {
                if (fate === 'kept late') await sleep(1)
                steps.push(`< ${id}`)
                if (fate === 'not kept') throw new Error('full')
              },
            }
          : {},
      )
      const codecs = [messageCodec('queue', told ? partial : {})]
      const native = { kind: 'queue', messages: list.map(({ id, group, item }) => ({ id, group, item })) }
      const { failed, tried } = oracle(list, keeps)
      // The order of what is reported is nobody's business.
      const outcome = await eventHandler(fn, { codecs, concurrency: limit })(native, {}).then(
        (result) => (result as PlainResult | undefined)?.failed.toSorted() ?? 'done',
        () => 'failed whole',
      )
      const whole = failed.length > 0 ? 'failed whole' : 'done'
      expect(outcome).toEqual(told ? failed.toSorted() : whole)
      expect(steps.filter((step) => step.startsWith('>')).toSorted()).toEqual(
        tried.map((id) => `> ${id}`).toSorted(),
      )
      expect(most).toBeLessThanOrEqual(limit)
      expect(running).toBe(0)
      for (const group of ['a', 'b', 'c']) {
        const own = tried.filter((id) => byId.get(id)!.group === group)
        const seen = steps.filter((step) => step.startsWith('>') && own.includes(step.slice(2)))
        expect(seen).toEqual(own.map((id) => `> ${id}`))
        // With a dead letter each ends visibly before the next begins.
        if (!keeps) continue
        const both = steps.filter((step) => own.includes(step.slice(2)))
        expect(both).toEqual(own.flatMap((id) => [`> ${id}`, `< ${id}`]))
      }
    },
  )
  await fc.assert(property, { numRuns: 200 })
})
