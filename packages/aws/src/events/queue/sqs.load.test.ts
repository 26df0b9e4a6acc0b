import { on, queue } from '@sampan/core'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { nativeContext, quiet } from '../../../test/support.ts'
import { lambda } from '../../index.ts'
import { sqs } from '../../samples.ts'

const orders = queue('orders')

function batch(count: number, groupOf?: (n: number) => string): unknown {
  return sqs.native(
    Array.from({ length: count }, (_, n) => ({
      kind: 'queue' as const,
      id: `m-${n}`,
      source: 'arn:aws:sqs:eu-west-1:123456789012:orders',
      type: 'message',
      data: n,
      queue: groupOf ? 'orders.fifo' : 'orders',
      attempt: 1,
      groupId: groupOf?.(n),
      attributes: {},
      native: undefined,
    })),
  )
}

const failures = (...numbers: number[]): object => ({
  batchItemFailures: numbers.map((n) => ({ itemIdentifier: `m-${n}` })),
})

describe('batches of SQS', () => {
  it('of a thousand run ten at once, and exactly the twenty that failed are reported', async () => {
    let running = 0
    let most = 0
    const seen = new Set<unknown>()
    const fn = on(orders, async ({ data }) => {
      most = Math.max(most, ++running)
      await sleep(0)
      running--
      seen.add(data)
      if ((data as number) % 50 === 7) throw new Error('no')
    })
    await quiet(async () => {
      const reply = await lambda(fn, { concurrency: 10 })(
        batch(1000),
        nativeContext({ getRemainingTimeInMillis: () => 60_000 }),
      )
      expect(reply).toEqual(failures(...Array.from({ length: 20 }, (_, at) => at * 50 + 7)))
    })
    expect(seen.size).toBe(1000)
    expect(most).toBe(10)
  })

  it('of three FIFO groups run at once and in order, and the one that failed stops there', async () => {
    const seen: number[] = []
    const running = new Set<string | undefined>()
    let most = 0
    const fn = on(orders, async ({ data, groupId }) => {
      expect(running.has(groupId)).toBe(false)
      running.add(groupId)
      most = Math.max(most, running.size)
      await sleep(1)
      running.delete(groupId)
      seen.push(data as number)
      if (data === 13) throw new Error('no')
    })
    await quiet(async () => {
      // Of group `1` (1, 4, 7, …) the fifth message fails; what stands behind it must not overtake it.
      expect(
        await lambda(fn)(
          batch(30, (n) => String(n % 3)),
          nativeContext(),
        ),
      ).toEqual(failures(13, 16, 19, 22, 25, 28))
    })
    expect(most).toBe(3)
    for (const group of [0, 1, 2]) {
      const expected = Array.from({ length: 10 }, (_, at) => at * 3 + group).filter(
        (n) => group !== 1 || n <= 13,
      )
      expect(seen.filter((n) => n % 3 === group)).toEqual(expected)
    }
  })

  it('end before the deadline, with the rest reported', async () => {
    const start = performance.now()
    const total = 1000
    const done: number[] = []
    const fn = on(orders, async ({ data }) => {
      await sleep(25)
      done.push(data as number)
    })
    const context = nativeContext({ getRemainingTimeInMillis: () => total - (performance.now() - start) })
    await quiet(async () => {
      const reply = await lambda(fn, { concurrency: 1 })(batch(50), context)
      expect(performance.now() - start).toBeLessThan(total)
      const handled = done.length
      expect(handled).toBeGreaterThan(0)
      expect(handled).toBeLessThan(50)
      expect(reply).toEqual(failures(...Array.from({ length: 50 - handled }, (_, at) => handled + at)))
    })
  })
})
