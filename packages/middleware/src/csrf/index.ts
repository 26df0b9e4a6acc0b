import { HttpError, type HttpEvent, type Middleware, SampanError } from '@sampan/core'
import { checkOptions } from '@sampan/core/adapter'
import { isOrigin, ORIGIN, parseUrl } from '../cors/origin.ts'

export interface CsrfOptions {
  /** Other origins whose pages may send: `https://app.example.com`, a list, or a function that decides. */
  readonly origin?: string | readonly string[] | ((origin: string, event: HttpEvent) => boolean)
}

/**
 * Refuses what another site's page makes a browser send: 403. No tokens: every browser since 2020 says where a request
 * comes from, in Sec-Fetch-Site or in Origin, and pages cannot forge either. A request with neither is no browser's.
 *
 * Asked are unsafe methods that carry cookies, or a body that pages may send without a preflight. The rest, JSON with a
 * bearer token, is held back by CORS.
 *
 * @throws SampanError SAMPAN_BAD_OPTION
 */
export function csrf(options: CsrfOptions = {}): Middleware {
  checkOptions('csrf()', options, ['origin'])
  const { origin = [] } = options
  const listed = typeof origin === 'function' ? [] : [origin].flat()
  for (const one of listed) {
    if (isOrigin(one)) continue
    throw new SampanError(
      'SAMPAN_BAD_OPTION',
      `csrf(): origin ${JSON.stringify(one)} is never what a browser sends: write https://app.example.com`,
    )
  }

  function isTrusted(event: HttpEvent): boolean {
    const from = event.headers.get('origin')
    // What is no origin, `null` too, is nobody's to trust.
    if (from !== null && ORIGIN.test(from)) {
      if (typeof origin === 'function' ? origin(from, event) : listed.includes(from)) return true
    }
    const site = event.headers.get('sec-fetch-site')
    // `same-site` is another origin: a neighbouring subdomain is not to be trusted for being one.
    if (site !== null) return site === 'same-origin' || site === 'none'
    return from === null || isOwn(from, event)
  }

  return (event, _context, next) => {
    if (event.kind === 'http' && mayBeForged(event) && !isTrusted(event)) {
      throw new HttpError(403, 'The request comes from a page of another site', { code: 'SAMPAN_CSRF' })
    }
    return next()
  }
}

function mayBeForged({ method, headers }: HttpEvent): boolean {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return false
  return headers.has('cookie') || isSimple(headers.get('content-type'))
}

/** Whether Fetch sends it across origins without asking. What is no media type at all is taken for one that it does. */
function isSimple(type: string | null): boolean {
  const essence = type?.split(';', 1)[0]!.trim().toLowerCase() ?? ''
  if (!/^[!#$%&'*+.^_`|~\da-z-]+\/[!#$%&'*+.^_`|~\da-z-]+$/.test(essence)) return true
  return /^(?:application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)$/.test(essence)
}

/**
 * For browsers without Sec-Fetch-Site, and pages without TLS. The platform's host or the Host header: the browser
 * writes the latter, and a platform may know itself by another name.
 */
function isOwn(from: string, event: HttpEvent): boolean {
  const page = parseUrl(from)
  if (page === undefined) return false
  const own = new URL(event.url)
  // A page without TLS can be anybody's on the way, whatever it is called. The other way round is a proxy's doing.
  if (page.protocol !== 'https:' && page.protocol !== own.protocol) return false
  return page.host === own.host || page.host === event.headers.get('host')?.toLowerCase()
}
