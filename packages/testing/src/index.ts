/** For tests of functions: native events of four clouds, and functions run through the real adapters. */
export type { BatchResult } from './batch.ts'
export type { CloudProvider } from './clouds.ts'
export type { CallOptions } from './contexts.ts'
export { type Fake, fake, type FakeOptions, type Fakes } from './fake.ts'
export type {
  AnyOptions,
  BucketOptions,
  BusOptions,
  EventOptions,
  HttpRequestOptions,
  MessageKind,
  QueueOptions,
  ScheduleEventOptions,
  SocketOptions,
  StreamOptions,
  TaskOptions,
} from './options.ts'
export type { PayloadName } from './payload.ts'
export type { HttpResult } from './reply.ts'
export { run, type RunEvent, type RunOptions, type RunResult } from './run.ts'
export type { SocketResult } from './socket.ts'
