import { stream } from '@sampan/core'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carriesEvents, handled, ids, names, seconds } from '../../../../../test/support/events.ts'
import { send } from '../../../test/support.ts'
import { sls } from './sls.sample.ts'

const access = stream('access')

const pointer = {
  endpoint: 'http://cn-shanghai-intranet.log.aliyuncs.com',
  projectName: 'shop-logs',
  logstoreName: 'access',
  shardId: 0,
  beginCursor: 'MTc5NTM5MjAwMDAwMDAwMDAwMQ==',
  endCursor: 'MTc5NTM5MjAwMDAwMDAwMDAwOQ==',
}

const native = {
  parameter: { keep: 7 },
  source: pointer,
  jobName: '00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee',
  taskId: 'a0000000-38da-4d1b-998a-f1d4bb8c0001',
  cursorTime: 1_795_392_000,
}

describe('Simple Log Service', () => {
  it('says where the logs stand', async () => {
    const { events, result } = await handled(send, access, native)
    expect(events).toEqual([
      {
        kind: 'stream',
        id: 'a0000000-38da-4d1b-998a-f1d4bb8c0001',
        source: 'project/shop-logs/logstore/access',
        type: 'message',
        subject: undefined,
        time: '2026-11-23T00:00:00.000Z',
        data: pointer,
        stream: 'access',
        partition: '0',
        sequence: 'MTc5NTM5MjAwMDAwMDAwMDAwMQ==',
        key: undefined,
      },
    ])
    expect(result).toBeUndefined()
  })

  it('carries any range there and back', async () => {
    const ranges = check
      .record({
        id: ids,
        // The cursor's time has seconds.
        time: seconds.map((text) => text.replace(/Z$/, '.000Z')),
        data: check.record({
          endpoint: names.map((name) => `https://${name}.log.aliyuncs.com`),
          projectName: names,
          logstoreName: names,
          shardId: check.nat(),
          beginCursor: names,
          endCursor: names,
        }),
      })
      .map((one) => ({
        ...one,
        kind: 'stream',
        source: `project/${one.data.projectName}/logstore/${one.data.logstoreName}`,
        type: 'message',
        subject: undefined,
        stream: one.data.logstoreName,
        partition: String(one.data.shardId),
        sequence: one.data.beginCursor,
        key: undefined,
      }))
    await carriesEvents(send, access, sls, ranges, { batch: false })
  })

  it('has a sample that brings one event', () => {
    expect(() => sls.native([])).toThrow(expect.objectContaining({ code: 'SAMPAN_BAD_SAMPLE' }))
  })

  it.each([
    [{ ...native, taskId: undefined }],
    [{ ...native, source: { ...pointer, beginCursor: null } }],
    [{ ...native, source: { ...pointer, shardId: undefined } }],
  ])('refuses what has no id or place: %j', async (broken) => {
    await expect(handled(send, access, broken)).rejects.toMatchObject({ code: 'SAMPAN_BAD_EVENT' })
  })
})
