import { any as anything, on, task as job } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carriesEvents, handled, ids, jsonValues, names } from '../../../../test/support/events.ts'
import { lambda } from '../index.ts'
import { nativeContext, send } from '../../test/support.ts'
import { any, eventSamples, task } from '../samples.ts'

const resize = job('resize')

describe('direct invokes', () => {
  it('reads a call, and gives the result back as it is', async () => {
    const native = { key: 'a.jpg', width: 200 }
    const context = { awsRequestId: 'r-1', functionName: 'shop-resize' }
    const { events, result } = await handled(send, resize, native, { key: 'a@200' }, context)
    expect(events).toEqual([
      { kind: 'task', id: 'r-1', source: 'shop-resize', type: 'task', data: native, task: 'shop-resize' },
    ])
    expect(result).toEqual({ key: 'a@200' })
  })

  it('carries any data there and back', async () => {
    const calls = check
      .record({ id: ids, task: names, data: jsonValues })
      .map((call) => ({ kind: 'task', type: 'task', source: call.task, ...call }))
    await carriesEvents(send, resize, task, calls, { batch: false })
  })

  it('fails with the error of the handler, type and message', async () => {
    class TooWide extends Error {
      override name = 'TooWide'
    }
    const fn = on(resize, () => {
      throw new TooWide('4096 at most')
    })
    const failed = lambda(fn)({ width: 9999 }, nativeContext())
    await expect(failed).rejects.toBeInstanceOf(TooWide)
    await expect(failed).rejects.toThrow('4096 at most')
  })
})

describe('any()', () => {
  it('reads what no other codec knows, and gives the result back as it is', async () => {
    const native = { triggerSource: 'PreSignUp_SignUp', userName: 'kim', response: {} }
    const context = { awsRequestId: 'r-2', functionName: 'signup' }
    const reply = { ...native, response: { autoConfirmUser: true } }
    const { events, result } = await handled(send, anything(), native, reply, context)
    expect(events).toEqual([{ kind: 'any', id: 'r-2', source: 'signup', type: 'any', data: native }])
    expect(result).toEqual(reply)
  })

  it('carries any event there and back', async () => {
    const events = check
      .record({ id: ids, source: names, data: jsonValues })
      .map((event) => ({ kind: 'any', type: 'any', ...event }))
    await carriesEvents(send, anything(), any, events, { batch: false })
  })
})

it.each(['s3-eventbridge', 'eventbridge', 'schedule', 'scheduler', 'websocket', 'invoke', 'any'])(
  'the sample of aws.%s brings one event, and neither two nor none',
  (name) => {
    const sample = eventSamples.find((one) => one.name === `aws.${name}`)!
    const refusal = expect.objectContaining({ code: 'SAMPAN_BAD_SAMPLE' }) as Error
    expect(() => sample.native([{}, {}])).toThrow(refusal)
    expect(() => sample.native([])).toThrow(refusal)
  },
)
