import { type Lazily, lazily } from '../lazily.ts'
import { clientIp, safeHost } from './authority.ts'
import type { BodyCarrier } from './carrier.ts'
import { type Cookies, parseCookies } from './cookies.ts'
import { HeaderView, type HttpHeaders } from './headers.ts'
import { stripBase } from './path.ts'
import { parseQuery, type Query } from './query.ts'
import { toRequest } from './request.ts'
import type { HttpOptions, HttpSource, Identity } from './source.ts'

/** An HTTP request, the same on every cloud. Everything but `method` is read when it is first touched. */
export interface HttpEvent<Params = { readonly [name: string]: string }> {
  readonly kind: 'http'
  readonly method: string
  /** Percent-encoded as it was sent, without query, stage or base path: `/users/J%C3%BCrgen`. */
  readonly path: string
  /** The query as it was sent, without `?`. */
  readonly search: string
  /** The absolute URL, with the gateway's own host. */
  readonly url: string
  /** Decoded once. Typed from the text of the route. */
  readonly params: Params
  readonly query: Query
  readonly headers: HttpHeaders
  readonly cookies: Cookies
  readonly client: HttpClient
  readonly identity: Identity | undefined
  /** @throws HttpError 400 when the body is not JSON */
  json(): Promise<unknown>
  text(): Promise<string>
  bytes(): Promise<Uint8Array>
  /**
   * The web-standard Request, made at the first touch: it costs a cold start some 20 ms, once. Its body can be
   * read beside the event's; only one that streams, and was read here first, is gone for the event.
   */
  readonly request: Request
  /** The payload as the cloud sent it. */
  readonly native: unknown
}

export interface HttpClient {
  /** From the platform's own field, never from a header that the client can write (see `trustedHops`). */
  readonly ip: string | undefined
}

export class LazyHttpEvent<Native> implements HttpEvent, BodyCarrier {
  readonly kind = 'http'
  readonly native: Native
  readonly method: string
  params: { [name: string]: string } = NONE
  readonly _source: HttpSource<Native>
  readonly _options: HttpOptions
  /** Of a route with a schema for it. Here from the start, so that all events keep one shape. */
  body: unknown = undefined
  _path: string | undefined = undefined
  _query: Query | undefined = undefined
  _headers: HttpHeaders | undefined = undefined
  _cookies: Cookies | undefined = undefined
  _identity: Identity | null | undefined = null
  _body: BodyCarrier['_body'] = null
  _reading: BodyCarrier['_reading'] = undefined
  _request: Request | undefined = undefined
  _reader: BodyCarrier['_reader'] = undefined
  /** The methods of the routes that know the path, as the misses of `http()` triggers find them. */
  _allow: string | undefined = undefined

  constructor(native: Native, source: HttpSource<Native>, options: HttpOptions) {
    this.native = native
    this._source = source
    this._options = options
    const method = source.method(native)
    this.method = typeof method === 'string' ? method : ''
  }

  get path(): string {
    return (this._path ??= stripBase(this._source.path(this.native), this._options.basePath))
  }

  get search(): string {
    return this._source.search(this.native)
  }

  get url(): string {
    const source = this._source
    const forwarded = source.scheme?.(this.native) ?? this.headers.get('x-forwarded-proto')
    const host = safeHost(source.host?.(this.native), this.headers.get('host'))
    // A raw `#` would cut the rest of the query off; nothing else in it can end the URL's query.
    const search = this.search.replaceAll('#', '%23')
    return `${HTTP.test(forwarded ?? '') ? 'http' : 'https'}://${host}${this.path}${search && `?${search}`}`
  }

  get query(): Query {
    const source = this._source
    return (this._query ??= source.query ? source.query(this.native) : parseQuery(source.search(this.native)))
  }

  /** A router puts the validated query in place of the raw one. */
  set query(query: Query) {
    this._query = query
  }

  get headers(): HttpHeaders {
    const source = this._source
    return (this._headers ??= new HeaderView(source.headers(this.native), source.cookie?.(this.native)))
  }

  get cookies(): Cookies {
    return (this._cookies ??= parseCookies(this.headers.get('cookie')))
  }

  get client(): HttpClient {
    const hops = this._options.trustedHops ?? 0
    return { ip: clientIp(this._source.ip(this.native), this.headers.get('x-forwarded-for'), hops) }
  }

  get identity(): Identity | undefined {
    if (this._identity === null) this._identity = this._source.identity?.(this.native)
    return this._identity
  }

  /** An authentication middleware says who it found the caller to be. */
  set identity(identity: Identity | undefined) {
    this._identity = identity
  }

  async json(): Promise<unknown> {
    return this._json()
  }

  /** At once where nothing has to be waited for: each needless await costs a call more than the reading. */
  _json(): unknown {
    this._reader ??= 'event'
    return bodies.now === undefined
      ? bodies().then(({ readJson }) => readJson(this))
      : bodies.now.readJson(this)
  }

  async text(): Promise<string> {
    this._reader ??= 'event'
    return (await bodies()).readText(this)
  }

  async bytes(): Promise<Uint8Array> {
    this._reader ??= 'event'
    return (await bodies()).readBytes(this)
  }

  get request(): Request {
    return (this._request ??= toRequest(this))
  }
}

/** What reads bodies, loaded with the first one that is read. */
export const bodies: Lazily<typeof import('./body.ts')> = /* @__PURE__ */ lazily(() => import('./body.ts'))

/** X-Forwarded-Proto with no TLS on any hop: each proxy may append its own, and a plain hop may stand behind TLS. */
const HTTP = /^http(?:\s*,\s*http)*$/

const NONE: { [name: string]: string } = Object.freeze({ __proto__: null }) as never
