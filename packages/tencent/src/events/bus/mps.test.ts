import { bus } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carriesEvents, handled, jsonValues, names } from '../../../../../test/support/events.ts'
import { send } from '../../../test/support.ts'
import { mps } from '../../samples.ts'

const media = bus('media')

const task = {
  TaskId: '1250000001-WorkflowTask-0a1b2c',
  Status: 'FINISH',
  ErrCode: 0,
  Message: '',
  InputInfo: { Type: 'COS', CosInputInfo: { Bucket: 'films-1250000001', Object: '/one.mp4' } },
  MediaProcessResultSet: [],
}

describe('media processing', () => {
  it('reads the end of a task', async () => {
    const { events } = await handled(send, media, { EventType: 'WorkflowTask', WorkflowTaskEvent: task })
    expect(events).toEqual([
      {
        kind: 'bus',
        id: '1250000001-WorkflowTask-0a1b2c:FINISH',
        source: 'mps.cloud.tencent',
        type: 'WorkflowTask',
        subject: '1250000001-WorkflowTask-0a1b2c',
        time: undefined,
        data: task,
        bus: undefined,
      },
    ])
  })

  it('carries any task there and back', async () => {
    // Neither bus nor time is in the payload, and id and subject are the task's.
    const events = check
      .record({
        type: check.constantFrom('WorkflowTask', 'EditMediaTask', 'ScheduleTask', 'Another'),
        TaskId: names,
        Status: check.constantFrom('PROCESSING', 'FINISH'),
        more: jsonValues,
      })
      .map(({ type, TaskId, Status, more }) => ({
        kind: 'bus',
        id: `${TaskId}:${Status}`,
        source: 'mps.cloud.tencent',
        type,
        subject: TaskId,
        time: undefined,
        data: { TaskId, Status, ErrCode: 0, Message: '', MetaData: more },
        bus: undefined,
      }))
    await carriesEvents(send, media, mps, events, { batch: false })
  })

  it('has the task’s id where no status is told, and refuses a task without an id', async () => {
    const native = (over: object): object => ({
      EventType: 'EditMediaTask',
      EditMediaTaskEvent: { ...task, ...over },
    })
    expect((await handled(send, media, native({ Status: null }))).events[0].id).toBe(task.TaskId)
    await expect(handled(send, media, native({ TaskId: {} }))).rejects.toMatchObject({
      code: 'SAMPAN_BAD_EVENT',
    })
  })

  it('does not know a type without its task', async () => {
    for (const native of [
      { EventType: 'WorkflowTask', EditMediaTaskEvent: task },
      { EventType: '', Event: task },
      { EventType: 5, '5Event': task },
    ])
      await expect(handled(send, media, native)).rejects.toMatchObject({ code: 'SAMPAN_UNKNOWN_EVENT' })
  })
})
