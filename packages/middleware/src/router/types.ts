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

/** Those with a name here are proposed by editors, and are what `event.body` is typed by. */
export type MediaType =
  | 'application/json'
  | 'application/x-www-form-urlencoded'
  | 'multipart/form-data'
  | 'application/octet-stream'
  | 'text/plain'
  | 'text/csv'
  | 'text/html'
  | 'text/event-stream'
  | Lines
  | (string & {})

/** One JSON value a line. */
type Lines = 'application/x-ndjson' | 'application/jsonl'

/** What a route asks of a request, and what it promises of its reply. */
export interface RouteOptions {
  /** Of `event.params`: `z.object({ id: z.coerce.number().int() })`. */
  readonly params?: Schema<any, any>
  /** Of `event.query`, where a repeated key is a list. */
  readonly query?: Schema<any, any>
  /** Of the headers by lower-case names; the value is `event.header`. */
  readonly headers?: Schema<any, any>
  /**
   * Of the body, read by its Content-Type: JSON, a form, or text. Where `consumes` names them also NDJSON, whose lines are
   * read and checked one by one, and every other type as bytes. The value is `event.body`.
   */
  readonly body?: Schema<any, any>
  /**
   * Of what the handler returns: the value that the schema makes of it is sent, another one is a 500. A Reply or Response
   * is sent as it is.
   */
  readonly response?: Schema<any, any>
  /** Media types of the body that the route takes: `application/json`, `text/*`, `application/*+json`. Others are 415. */
  readonly consumes?: MediaType | readonly MediaType[]
  /** Media types that the route answers with, of which the caller's Accept chooses; 406 where it takes none. */
  readonly produces?: MediaType | readonly MediaType[]
  readonly identity?: IdentityRule
  /** Of the header Accept-Version: `2`. */
  readonly version?: string
  /** The Host: `api.example.com`, or `*.example.com`. */
  readonly host?: string
  /** Middleware of this route alone, inside of the router's. */
  readonly use?: Pipeline<any>
  /** Most bytes of the body, 413 beyond; enforced while reading. 10 MiB where a schema checks it, but for lines. */
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
  (Options extends { body: infer S } ? { readonly body: BodyOf<Options, Output<S>> } : unknown) &
  (Options extends { produces: infer P } ? { readonly produces: Chosen<P> } : unknown)

/** The type that the caller's Accept chose. */
type Chosen<Types> = Types extends readonly (infer Type)[] ? Type : Types

/** By what the route consumes, of which a list may hold both. */
type BodyOf<Options, Value> = Options extends { consumes: infer Types }
  ? BodyAs<Types extends readonly (infer Type)[] ? Type : Types, Value>
  : Value

type BodyAs<Type, Value> = string extends Type
  ? Value | AsyncIterable<Value>
  : Type extends Lines
    ? AsyncIterable<Value>
    : Value

/** What a handler may return: anything, or what the schema of the response takes; a Reply or Response in any case. */
export type RouteResult<Options extends RouteOptions> = Options extends { response: infer S }
  ? Input<S> | Reply | Response
  : unknown

/** What a schema takes: with a `transform` or a default another type than what it gives. */
type Input<S> = S extends Schema<infer In, any> ? In : never

export type RouteHandler<Path extends string, Options extends RouteOptions, Extra> = (
  event: RouteEvent<Path, Options>,
  context: Context & Extra & (Options extends { use: Pipeline<infer Added> } ? Added : unknown),
) => RouteResult<Options> | Promise<RouteResult<Options>>
