import { checkOptions, formatQuery } from '@sampan/core/adapter'
import type { SampleRequest } from '@sampan/core/samples'
import { type HttpRequestOptions, OPTION_NAMES } from './options.ts'

/** A request as samples take it. `owner` is how an error calls whose options they are. */
export function toRequest(owner: string, options: HttpRequestOptions): SampleRequest {
  checkOptions(owner, options, OPTION_NAMES.http)
  const { method = 'GET', path: target = '/', query, headers, body, ip, host, stage } = options
  const [path = '/', ...searches] = target.split('?')
  const search = [searches.join('?'), formatQuery(query)].filter(Boolean).join('&')
  const lines = linesOf(headers)
  const sent = toBody(body)
  if (sent !== undefined && !lines.some(([name]) => name.toLowerCase() === 'content-type')) {
    lines.push(['content-type', sent.type])
  }
  return {
    method,
    path,
    headers: lines,
    ...(search !== '' && { search }),
    ...(sent !== undefined && { body: sent.bytes }),
    ...(ip !== undefined && { ip }),
    ...(host !== undefined && { host }),
    ...(stage !== undefined && { stage }),
  }
}

function linesOf(headers: HttpRequestOptions['headers'] = {}): [name: string, value: string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  )
}

function toBody(body: unknown): { type: string; bytes: Uint8Array } | undefined {
  if (body === undefined) return undefined
  if (body instanceof Uint8Array) return { type: 'application/octet-stream', bytes: body }
  return typeof body === 'string'
    ? { type: 'text/plain; charset=utf-8', bytes: new TextEncoder().encode(body) }
    : { type: 'application/json', bytes: new TextEncoder().encode(JSON.stringify(body)) }
}
