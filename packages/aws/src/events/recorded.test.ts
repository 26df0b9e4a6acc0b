import { any, bucket, bus, queue, schedule, stream, task, type Trigger, websocket } from '@sampan/core'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { handled } from '../../../../test/support/events.ts'
import { type Kind, messages } from '../../test/recorded-messages.ts'
import { streams } from '../../test/recorded-streams.ts'
import { quiet, send } from '../../test/support.ts'

/**
 * Recorded and documented events of AWS, where a folder of them is at hand: what each must look like to a function.
 * Written from the services' documentation, so that it does not repeat what the codecs happen to do.
 */
const folder = process.env['SAMPAN_FIXTURES']
const load = (file: string): unknown => JSON.parse(readFileSync(join(folder!, 'aws', `${file}.json`), 'utf8'))

const triggers: { readonly [kind in Kind]: Trigger<any, any> } = {
  queue: queue('q'),
  stream: stream('s'),
  bucket: bucket('b'),
  schedule: schedule('n', '0 3 * * *'),
  bus: bus('t'),
  websocket: websocket(),
  task: task('f'),
  any: any(),
}
const views = { ...messages, ...streams }

/** Of no kind of their own: `any()` and `task()` take them as they are. */
const raw = [
  'appsync-resolver',
  'authorizer-request-v1',
  'authorizer-request-v2',
  'authorizer-request-websocket-connect',
  'authorizer-token',
  'cloudformation-custom-resource',
  'codepipeline-job',
  'cognito-pre-signup',
  'cognito-pre-token-gen-v2',
  'config-rule',
  'iot-button',
  'iot-custom-authorizer',
  'iot-rule-payload',
  'kinesis-firehose',
  's3-batch-job',
  // A constant input that is not written in the shape of an event: nothing tells that a schedule sent it.
  'schedule-constant-input-string',
  'secretsmanager-rotation',
  'ses-receipt',
  'stepfunctions-error',
  'stepfunctions-task-input',
]

/** Requests have a test of their own; replies and what a payload unpacks to are no events. */
const excluded = /^(?:alb|apigw|function-url|lambda-edge|vpc-lattice)-|^response\.|\.decoded$/

async function refusedBy(kinds: readonly Kind[], file: string): Promise<void> {
  for (const kind of kinds) {
    const outcome = await handled(send, triggers[kind], load(file)).catch(
      (error: { code?: string }) => error.code,
    )
    expect([kind, outcome]).toEqual([
      kind,
      expect.stringMatching(/^SAMPAN_(?:NO_FUNCTION|UNKNOWN_EVENT)$/) as unknown,
    ])
  }
}

const kinds = Object.keys(triggers) as Kind[]

describe.skipIf(folder === undefined)('events on record (needs SAMPAN_FIXTURES)', () => {
  it.each(Object.entries(views))('%s', async (file, expected) => {
    for (const [kind, events] of Object.entries(expected) as [Kind, readonly object[]][]) {
      await quiet(async () => {
        const seen = await handled(send, triggers[kind], load(file))
        expect(seen.events).toEqual(events.map((one) => expect.objectContaining({ kind, ...one }) as unknown))
      })
    }
    await refusedBy(
      kinds.filter((kind) => !(kind in expected)),
      file,
    )
  })

  it.each(raw)('%s is taken as it is, or not at all', async (file) => {
    for (const kind of ['any', 'task'] as const) {
      const { events } = await handled(send, triggers[kind], load(file))
      expect(events).toEqual([expect.objectContaining({ kind, type: kind, data: load(file) })])
    }
    await refusedBy(
      kinds.filter((kind) => kind !== 'any' && kind !== 'task'),
      file,
    )
  })

  it('leaves none out', () => {
    const files = readdirSync(join(folder!, 'aws')).filter((file) => file.endsWith('.json'))
    const names = files.map((file) => file.slice(0, -'.json'.length)).filter((file) => !excluded.test(file))
    expect([...Object.keys(views), ...raw].toSorted()).toEqual(names.toSorted())
  })
})
