import { queue } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carriesEvents, handled, ids, names, textData } from '../../../../../test/support/events.ts'
import { send } from '../../../test/support.ts'
import { mqtt } from './mqtt.sample.ts'

const lamps = queue('lamps')
const props = { firstTopic: 'lamps', secondTopic: '/hall/7', clientId: 'GID_lamps@@@hall-7' }
const message = { props, body: '{"on":true}' }

const event = {
  kind: 'queue',
  id: 'call-1:0',
  source: 'lamps',
  type: 'message',
  subject: undefined,
  time: undefined,
  data: { on: true },
  queue: 'lamps',
  attempt: 1,
  groupId: undefined,
  attributes: { secondTopic: '/hall/7', clientId: 'GID_lamps@@@hall-7' },
}

describe('MQTT', () => {
  it.each([
    ['objects', [message, { props: { firstTopic: 'lamps' }, body: 'on' }]],
    [
      'JSON texts',
      [message, { props: { firstTopic: 'lamps' }, body: 'on' }].map((one) => JSON.stringify(one)),
    ],
  ])('reads a list of %s', async (_form, native) => {
    const context = { requestId: 'call-1' }
    const { events, result } = await handled(send, lamps, native, undefined, context)
    expect(events).toEqual([
      event,
      { ...event, id: 'call-1:1', data: new Uint8Array(Buffer.from('on')), attributes: {} },
    ])
    expect(result).toBeUndefined()
  })

  it('takes id, source and time of an envelope, should there be one', async () => {
    const envelope = {
      id: 'e-1',
      source: 'MQTT-trigger',
      type: 'mqtt:Topic:SendMessage',
      time: '2026-11-23T00:00:00Z',
    }
    const { events } = await handled(send, lamps, { ...envelope, data: message })
    expect(events).toEqual([{ ...event, id: 'e-1', source: 'MQTT-trigger', time: '2026-11-23T00:00:00Z' }])
  })

  it('carries any message there and back', async () => {
    const messages = check
      .record({
        call: ids,
        queue: names,
        data: textData,
        attributes: check.record(
          { secondTopic: check.string(), clientId: check.string() },
          { requiredKeys: [] },
        ),
      })
      // The place in the batch is part of the id, hence one message at a time.
      .map(({ call, ...one }) => ({ ...event, ...one, id: `${call}:0`, source: one.queue }))
    await carriesEvents(send, lamps, mqtt, messages, { batch: false })
  })

  it.each([[[message, {}]], [[message, { props: null }]], [[message, null]]])(
    'refuses a batch with a message that has no topic: %j',
    async (native) => {
      await expect(handled(send, lamps, native)).rejects.toMatchObject({ code: 'SAMPAN_BAD_EVENT' })
    },
  )
})
