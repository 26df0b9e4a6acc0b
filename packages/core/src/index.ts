/** What user code imports. Authors of adapters find the other side in `@sampan/core/adapter`. */
export type { Context, Credentials, Provider } from './context.ts'
export { currentContext } from './current.ts'
export { HttpError, type HttpErrorOptions, PermanentError, SampanError } from './errors.ts'
export { on, type Pipeline, type SampanFunction, use } from './function.ts'
export type { Cookies } from './http/cookies.ts'
export type { HttpClient, HttpEvent } from './http/event.ts'
export { type FetchApp, type FetchFunction, fromFetch, toFetch } from './http/fetch.ts'
export type { HttpHeaders } from './http/headers.ts'
export type { PathParams } from './http/pattern.ts'
export type { Query } from './http/query.ts'
export {
  type HeaderInit,
  Reply,
  reply,
  type ReplyBody,
  type ReplyHeaders,
  setHeader,
  toReply,
} from './http/reply.ts'
export type { Identity } from './http/source.ts'
export { http, type HttpTrigger } from './http/trigger.ts'
export type { Log, LogLevel } from './log.ts'
export type { Middleware, Next, Outcome } from './middleware.ts'
export { once, type OnceOptions } from './once.ts'
export type { Output, Schema, SchemaIssue } from './schema.ts'
export type { Trace } from './trace.ts'
export type { AnyEvent, EventKind, EventOf, Handler, Trigger } from './trigger.ts'
