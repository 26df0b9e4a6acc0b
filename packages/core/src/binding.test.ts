import { describe, expect, it } from 'vitest'
import { bind, bindingOf } from './binding.ts'
import { queue, type QueueMessage } from './events/queue.ts'

/** What a queue of memory was sent. */
function memory(): { sent: QueueMessage[]; send(messages: readonly QueueMessage[]): Promise<void> } {
  const sent: QueueMessage[] = []
  return { sent, send: async (messages) => void sent.push(...messages) }
}

describe('a binding', () => {
  it('joins a resource to its engine, and to no other', async () => {
    const [one, other] = [memory(), memory()]
    bind({ 'binding-one': one, 'binding-other': other })
    await queue('binding-one').send({ id: 'A-1' })
    expect(one.sent).toEqual([{ data: { id: 'A-1' } }])
    expect(other.sent).toEqual([])
  })

  it('hands on what is said beside the data', async () => {
    const engine = memory()
    bind({ 'binding-fifo': engine })
    await queue('binding-fifo').send(7, { groupId: 'g', attributes: { tenant: 'acme' } })
    expect(engine.sent).toEqual([{ data: 7, groupId: 'g', attributes: { tenant: 'acme' } }])
  })

  it('may come in several calls, of which the last holds', () => {
    const [first, last] = [memory(), memory()]
    bind({ 'binding-late': first })
    bind({ 'binding-else': memory() })
    expect(bindingOf('binding-late', 'x')).toBe(first)
    bind({ 'binding-late': last })
    expect(bindingOf('binding-late', 'x')).toBe(last)
  })

  it('passes on what the engine says', async () => {
    bind({ 'binding-full': { send: () => Promise.reject(new Error('full')) } })
    await expect(queue('binding-full').send(1)).rejects.toThrow('full')
  })
})

describe('a resource that nothing is bound to', () => {
  it('rejects, and names itself and the remedy', async () => {
    await expect(queue('unbound').send(1)).rejects.toMatchObject({
      code: 'SAMPAN_NOT_BOUND',
      message:
        'Nothing is bound to queue unbound in this process: call bind({ "unbound": … }) at start, or name it under "bindings" in the configuration',
    })
  })

  it.each(['constructor', '__proto__', 'toString'])('may be called %s', async (name) => {
    await expect(queue(name).send(1)).rejects.toMatchObject({ code: 'SAMPAN_NOT_BOUND' })
  })
})
