import type {
  Context,
  HttpEvent,
  Identity,
  Output,
  PathParams,
  Pipeline,
  Query,
  Reply,
  Schema,
} from '@sampan/core'

/**
 * Who may use a route. `roles`: at least one of them; `scopes`: all of them; a function decides by the claims. Without a
 * caller the answer is 401, for another one 403.
 */
export type IdentityRule =
  | {
      readonly authenticated?: true
      readonly roles?: readonly string[]
      readonly scopes?: readonly string[]
    }
  | ((claims: Identity['claims'], identity: Identity) => boolean)

/** What a route asks of a request, and what it promises of its reply. */
export interface RouteOptions {
  /** Of `event.params`: `z.object({ id: z.coerce.number().int() })`. */
  readonly params?: Schema<any, any>
  /** Of `event.query`, where a repeated key is a list. */
  readonly query?: Schema<any, any>
  /** Of the headers by lower-case names; the value is `event.header`. */
  readonly headers?: Schema<any, any>
  /** Of the body, read by its Content-Type; the value is `event.body`. */
  readonly body?: Schema<any, any>
  /** Of what the handler returns: another value is no reply but a 500, and the handler's type is held to it. */
  readonly response?: Schema<any, any>
  /** Media types of the body that the route takes: `application/json`, `text/*`, `application/*+json`. Others are 415. */
  readonly consumes?: string | readonly string[]
  /** Media types that the route answers with, of which the caller's Accept chooses; 406 where it takes none. */
  readonly produces?: string | readonly string[]
  readonly identity?: IdentityRule
  /** Of the header Accept-Version: `2`. */
  readonly version?: string
  /** The Host: `api.example.com`, or `*.example.com`. */
  readonly host?: string
  /** Middleware of this route alone, inside of the router's. */
  readonly use?: Pipeline<any>
  /** Most bytes of the body, 413 beyond; enforced while reading. */
  readonly maxBodyBytes?: number
}

/** The event of a route: params typed from its path, or from the schemas where it has them. */
export type RouteEvent<Path extends string, Options extends RouteOptions> = Omit<
  HttpEvent,
  'params' | 'query'
> & {
  readonly params: Options extends { params: infer S } ? Output<S> : PathParams<Path>
  readonly query: Options extends { query: infer S } ? Output<S> : Query
} & (Options extends { headers: infer S } ? { readonly header: Output<S> } : unknown) &
  (Options extends { body: infer S } ? { readonly body: BodyOf<Options, Output<S>> } : unknown)

/** A body of lines is read line by line, each checked by itself. */
type BodyOf<Options, Value> = Options extends { consumes: 'application/x-ndjson' }
  ? AsyncIterable<Value>
  : Value

/** What a handler may return: anything, or what the schema of the response says; a Reply or Response in any case. */
export type RouteResult<Options extends RouteOptions> = Options extends { response: infer S }
  ? Output<S> | Reply | Response
  : unknown

export type RouteHandler<Path extends string, Options extends RouteOptions, Extra> = (
  event: RouteEvent<Path, Options>,
  context: Context & Extra & (Options extends { use: Pipeline<infer Added> } ? Added : unknown),
) => RouteResult<Options> | Promise<RouteResult<Options>>
