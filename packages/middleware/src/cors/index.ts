import { type HttpEvent, type Middleware, type Reply, reply, SampanError } from '@sampan/core'
import { checkOptions } from '@sampan/core/adapter'
import { addVary, changeAnswer } from '../answer.ts'
import { isOrigin, ORIGIN } from './origin.ts'

export interface CorsOptions {
  /**
   * Whose pages may read the answers: origins as browsers send them (`https://app.example.com`), a function that
   * decides, or `true` for everybody's, without credentials. `null`, the origin of sandboxed frames and of local files,
   * is refused unless it is listed.
   */
  readonly origin:
    | true
    | string
    | readonly string[]
    | ((origin: string, event: HttpEvent) => boolean | Promise<boolean>)
  /** Upper case, as browsers compare them. Default GET, HEAD, POST, PUT, PATCH, DELETE. */
  readonly methods?: readonly string[]
  /** Request headers that pages may set. Default: those that the preflight asks for. */
  readonly headers?: readonly string[]
  /** Reply headers that pages may read beside the few that they always may. */
  readonly exposeHeaders?: readonly string[]
  /** Whether pages may send cookies and other credentials. */
  readonly credentials?: boolean
  /** Seconds that a browser may keep the answer to a preflight. Default: the browser's, 5 seconds. */
  readonly maxAge?: number
}

/**
 * CORS as the Fetch standard has it: answers preflights without the handler, and puts its headers on every other
 * answer, errors too. It keeps pages from reading answers; requests are kept out by `csrf()`.
 *
 * @throws SampanError SAMPAN_BAD_OPTION where a browser would refuse or never match what is configured
 */
export function cors(options: CorsOptions): Middleware {
  checkOptions('cors()', options, ['origin', 'methods', 'headers', 'exposeHeaders', 'credentials', 'maxAge'])
  check(options)
  const { origin, headers, exposeHeaders, credentials, maxAge } = options
  const anyone = origin === true || origin === '*'
  const methods = (options.methods ?? ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']).join(', ')

  async function allow(event: HttpEvent): Promise<string | undefined> {
    if (anyone) return '*'
    const asked = event.headers.get('origin')
    // What is no origin is never reflected: it would be the client's text in a header.
    if (asked === null || !(asked === 'null' || ORIGIN.test(asked))) return undefined
    if (typeof origin === 'function')
      return asked !== 'null' && (await origin(asked, event)) ? asked : undefined
    return [origin as string | string[]].flat().includes(asked) ? asked : undefined
  }

  function preflight(allowed: string | undefined, wanted: string | null): Reply {
    const answer = reply(204)
    if (headers === undefined) addVary(answer, 'Access-Control-Request-Headers')
    if (allowed === undefined) return answer
    const named = headers === undefined ? asTokens(wanted) : headers.join(', ')
    answer.headers['access-control-allow-methods'] = methods
    if (named) answer.headers['access-control-allow-headers'] = named
    if (maxAge !== undefined) answer.headers['access-control-max-age'] = String(maxAge)
    return answer
  }

  return async (event, context, next) => {
    if (event.kind !== 'http') return next()
    const allowed = await allow(event)
    const mark = (answer: Reply): void => {
      // Also without an Origin: a cache would give that answer to the page that comes with one.
      if (!anyone) addVary(answer, 'Origin')
      if (allowed === undefined) return
      answer.headers['access-control-allow-origin'] = allowed
      if (credentials) answer.headers['access-control-allow-credentials'] = 'true'
    }
    if (event.method === 'OPTIONS' && event.headers.has('origin')) {
      if (event.headers.has('access-control-request-method')) {
        const answer = preflight(allowed, event.headers.get('access-control-request-headers'))
        mark(answer)
        return answer
      }
    }
    return changeAnswer(context, next, (answer) => {
      mark(answer)
      if (allowed !== undefined && exposeHeaders?.length)
        answer.headers['access-control-expose-headers'] = exposeHeaders.join(', ')
    })
  }
}

const TOKEN = /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/

/** The header names that a preflight asks for, to be given back; nothing where one is no name. */
function asTokens(list: string | null): string | undefined {
  const names = (list ?? '').split(',').map((name) => name.trim())
  return names.every((name) => TOKEN.test(name)) ? names.join(', ') : undefined
}

function check({ origin, methods, headers, exposeHeaders, credentials, maxAge }: CorsOptions): void {
  if (origin !== true && typeof origin !== 'function') {
    const listed = [origin].flat() as unknown[]
    if (listed.length === 0) throw bad('origin is an empty list, which allows nobody')
    for (const one of listed) {
      if (origin === '*' || one === 'null' || isOrigin(one)) continue
      const given = JSON.stringify(one)
      throw bad(
        `origin ${given} is never sent: write https://app.example.com, no path or slash, or give a function`,
      )
    }
    // Every page can make itself a frame whose origin is null.
    if (credentials && listed.includes('null')) throw bad('origin "null" with credentials lets everybody in')
  }
  if (credentials && (origin === true || origin === '*')) {
    throw bad('credentials need origins by name: browsers refuse "*" with them (Fetch, section 3.3.5)')
  }
  for (const [name, list] of Object.entries({ methods, headers, exposeHeaders })) {
    for (const one of list ?? []) {
      if (!TOKEN.test(one)) throw bad(`${name} holds ${JSON.stringify(one)}, which is no token of HTTP`)
      if (credentials && one === '*') throw bad(`with credentials "*" in ${name} is a name, not a wildcard`)
      if (name === 'methods' && one !== one.toUpperCase()) {
        throw bad(`methods are compared with case: write ${one.toUpperCase()}`)
      }
    }
  }
  if (maxAge !== undefined && !(Number.isInteger(maxAge) && maxAge >= 0)) {
    throw bad(`maxAge takes whole seconds, not ${maxAge}`)
  }
}

function bad(message: string): SampanError {
  return new SampanError('SAMPAN_BAD_OPTION', `cors(): ${message}`)
}
