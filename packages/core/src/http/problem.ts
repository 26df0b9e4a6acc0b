import type { Context } from '../context.ts'
import { HttpError } from '../errors.ts'
import type { Reply } from './plain.ts'
import { reply } from './reply.ts'
import { reasonPhrase } from './status.ts'

interface Problem {
  readonly title: string
  readonly status: number
  readonly detail?: string | undefined
  readonly code?: string | undefined
  readonly requestId: string
  readonly details?: unknown
}

/**
 * Any thrown value as RFC 9457 problem+json, or as a page of the same facts where the caller would rather have HTML.
 * An HttpError says what its author wrote; anything else is logged whole and shows the caller nothing but the request
 * id, under which the log line can be found.
 */
export function problemReply(error: unknown, context: Context): Reply {
  const made = toProblem(error, context)
  // The innermost layer first, as with any reply.
  const hooks = context._onProblem ?? []
  for (let at = hooks.length - 1; at >= 0; at--) hooks[at]!(made)
  return made
}

function toProblem(error: unknown, context: Context): Reply {
  const { requestId, _event: event } = context
  const write = prefersHtml(event?.kind === 'http' ? event.headers.get('accept') : null) ? page : json
  if (!(error instanceof HttpError)) {
    context.log.error('unhandled error', { error })
    return write({ title: reasonPhrase(500), status: 500, requestId })
  }
  const { status, message, code, details, headers } = error
  if (status >= 500) context.log.error(message, { error })
  const problem = { title: reasonPhrase(status), status, detail: message || undefined, code, requestId }
  try {
    return write({ ...problem, details }, headers)
  } catch (cause) {
    // Details that are no JSON, or a header that is none: a 401 must not become a crash for that.
    context.log.error('the details or headers of an HttpError cannot be sent', { error, cause })
    return write(problem)
  }
}

type Headers = HttpError['headers']

function json(problem: Problem, headers?: Headers): Reply {
  // Also for who accepts application/json alone: it says what the members mean, and is read by the same parser.
  const type = { 'content-type': 'application/problem+json' }
  return varied(
    reply(problem.status, JSON.stringify({ type: 'about:blank', ...problem }), { ...headers, ...type }),
  )
}

/** Text of strangers stands in it, so it is escaped, and nothing in it may load or run. */
function page({ title, status, detail, code, requestId, details }: Problem, headers?: Headers): Reply {
  const heading = `${status} ${title}`
  const html = [
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    `<title>${heading}</title>`,
    `<h1>${heading}</h1>`,
    element('p', detail),
    element('pre', JSON.stringify(details, undefined, 2)),
    element('p', code && `Code: ${code}`),
    element('p', requestId && `Request: ${requestId}`),
  ]
  return varied(
    reply(status, html.filter(Boolean).join('\n'), {
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      ...headers,
      'content-type': 'text/html; charset=utf-8',
    }),
  )
}

function element(name: string, text: string | undefined): string {
  return text ? `<${name}>${text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`)}</${name}>` : ''
}

/** The same URL has another form for another Accept: without Vary a cache gives a program the page. */
function varied(made: Reply): Reply {
  const before = String(made.headers['vary'] ?? '')
  if (before === '') made.headers['vary'] = 'Accept'
  else if (!/(?:^|,)\s*(?:\*|accept)\s*(?:,|$)/i.test(before)) made.headers['vary'] = `${before}, Accept`
  return made
}

/** A browser that navigates names HTML and gives all else a lower q. Who wants both alike is a program. */
function prefersHtml(accept: string | null): boolean {
  if (accept === null || !/text\//i.test(accept)) return false
  const html = quality(accept, ['text/html', 'text/*', '*/*'])
  return html > quality(accept, ['application/problem+json', 'application/json', 'application/*', '*/*'])
}

/** The q of the most specific media range (RFC 9110, section 12.5.1); `ranges` are what fits, that one first. */
function quality(accept: string, ranges: readonly string[]): number {
  let [rank, best] = [ranges.length, 0]
  for (const part of accept.split(',')) {
    const [range, ...params] = part.split(';').map((one) => one.trim().toLowerCase())
    const at = ranges.indexOf(range!)
    if (at === -1 || at > rank) continue
    const weight = params.find((param) => param.startsWith('q='))
    const q = weight === undefined ? 1 : Number(weight.slice(2))
    // What is no number from 0 to 1 says nothing.
    if (!(q >= 0 && q <= 1)) continue
    best = at === rank ? Math.max(best, q) : q
    rank = at
  }
  return best
}
