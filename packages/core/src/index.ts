/** What user code imports. Authors of adapters find the other side in `@sampan/core/adapter`. */
export { bind } from './binding.ts'
export type { Context, Credentials, Provider } from './context.ts'
export { currentContext } from './current.ts'
export {
  HttpError,
  type HttpErrorOptions,
  PermanentError,
  type PermanentErrorOptions,
  SampanError,
} from './errors.ts'
export { any, type AnyTrigger } from './events/any.ts'
export { type Bucket, bucket, type BucketTrigger, type KeyFilter } from './events/bucket.ts'
export { type Bus, bus, type BusTrigger, type BusTypes } from './events/bus.ts'
export type * from './events/event.ts'
export { type Queue, queue, type QueueBinding, type QueueMessage } from './events/queue.ts'
export type { Names } from './events/resource.ts'
export { type Schedule, schedule, type ScheduleOptions } from './events/schedule.ts'
export { type Stream, stream } from './events/stream.ts'
export { type Task, task } from './events/task.ts'
export { type SocketTrigger, websocket } from './events/websocket.ts'
export { type Handler, on, type Pipeline, use } from './function.ts'
export type { Cookies } from './http/cookies.ts'
export type { HttpClient, HttpEvent } from './http/event.ts'
export { type FetchApp, type FetchFunction, fromFetch, toFetch } from './http/fetch.ts'
export type { HttpHeaders } from './http/headers.ts'
export type { PathParams } from './http/pattern.ts'
export type { Query } from './http/query.ts'
export { type HeaderInit, Reply, type ReplyBody, type ReplyHeaders } from './http/plain.ts'
export { reply, setHeader, toReply } from './http/reply.ts'
export type { Identity } from './http/source.ts'
export { http, type HttpTrigger } from './http/trigger.ts'
export type { Log, LogLevel } from './log.ts'
export type { Middleware, Next, Outcome } from './middleware.ts'
export { once, type OnceOptions } from './once.ts'
export type { Output, Schema, SchemaIssue } from './schema.ts'
export type { Trace } from './trace.ts'
export type {
  DeadLetter,
  DeadLetterQueue,
  EventOf,
  FunctionOptions,
  ResultOf,
  SampanFunction,
  Trigger,
} from './trigger.ts'
