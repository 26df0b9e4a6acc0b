import { expect } from 'vitest'
import { bytes, holding, range, type Views } from './recorded-messages.ts'

const table = { stream: 'Example-Table', sequence: '1405400000000002063282832', type: 'insert' }
const gzip = expect.any(Uint8Array) as unknown
const row = (before: object | undefined, after: object): object => ({ keys: { Id: 101 }, before, after })
const isNew = { Message: 'New item!', Id: 101 }

/** Streams, brokers and sockets: what functions must be given. */
export const streams: { readonly [file: string]: Views } = {
  'cloudwatch-logs': {
    stream: [
      { id: 'eventId1', sequence: 'eventId1', data: bytes('[ERROR] First test message') },
      { id: 'eventId2', sequence: 'eventId2', data: bytes('[ERROR] Second test message') },
    ].map((line) => ({ ...line, stream: 'testLogGroup', partition: 'testLogStream', type: 'message' })),
  },
  'documentdb-change-stream': {
    stream: [{ id: '0163eeb6e7000000090100000009000041e1', type: 'insert', stream: 'test_collection' }],
  },
  'dynamodb-stream': {
    stream: [
      { ...table, id: 'f07f8ca4b0b26cb9c4e5e77e69f274ee', time: '2016-12-02T01:27:00.000Z' },
      { ...table, id: 'f07f8ca4b0b26cb9c4e5e77e42f274ee', time: '2016-12-02T01:27:00.000Z' },
    ],
  },
  'dynamodb-stream-simple': {
    stream: [
      { id: '1', sequence: '111', type: 'insert', data: row(undefined, isNew) },
      {
        id: '2',
        sequence: '222',
        type: 'update',
        data: row(isNew, { Message: 'This item has changed', Id: 101 }),
      },
    ],
  },
  'kafka-msk': {
    stream: [
      {
        id: 'mytopic-0-15',
        stream: 'mytopic',
        partition: '0',
        sequence: '15',
        key: 'recordKey',
        data: { key: 'value' },
        time: '2018-12-17T22:10:50.987Z',
      },
    ],
  },
  kinesis: {
    stream: [
      ['49590338271490256608559692538361571095921575989136588898', 'Hello, this is a test.'],
      ['49590338271490256608559692540925702759324208523137515618', 'This is only a test.'],
    ].map(([sequence, text]) => ({
      id: `shardId-000000000006:${sequence}`,
      stream: 'lambda-stream',
      partition: 'shardId-000000000006',
      sequence,
      key: '1',
      data: bytes(text!),
    })),
  },
  'kinesis-cloudwatch-logs': {
    stream: range(2).map(() => ({
      stream: 'pt-1488-KinesisStreamCloudWatchLogs-D8tHs0im0aJG',
      partition: 'shardId-000000000000',
      data: gzip,
    })),
  },
  'mq-rabbitmq': {
    queue: [
      {
        queue: 'test',
        attempt: 1,
        attributes: { header1: 'value1', header2: 'value2', numberInHeader: '10' },
        data: { timeout: 0, data: 'CZrmf0Gw8Ov4bqLQxD4E' },
      },
    ],
  },
  'websocket-connect': {
    websocket: [
      {
        id: 'deef4878-7910-11e6-8f14-25afc3e9ae33',
        source: 'wss://*.execute-api.eu-central-1.amazonaws.com/testStage',
        action: 'connect',
        connectionId: 'TWegAcC4EowCHnA=',
        route: '$connect',
        time: '1970-01-01T00:00:00.000Z',
        query: { name: 'me' },
        headers: holding({
          'sec-websocket-version': '13',
          headername: 'headerValue',
        }),
        data: undefined,
      },
    ],
  },
  'websocket-disconnect': {
    websocket: [
      {
        id: 'R1koeHsUtjMFbRw=',
        source: 'wss://dl7ptocha9.execute-api.ap-northeast-1.amazonaws.com/prod',
        action: 'disconnect',
        route: '$disconnect',
        query: {},
        data: undefined,
      },
    ],
  },
}
