import type { SampleRequest } from './sample.ts'

/** What gateways do to a request on its way into an event. */

type Lines = [name: string, value: string][]

/** The value of a header as the client sent it, repeated ones joined. */
export function sentHeader({ headers }: SampleRequest, name: string): string | undefined {
  const values = (headers ?? []).filter(([key]) => key.toLowerCase() === name).map(([, value]) => value)
  return values.length === 0 ? undefined : values.join(', ')
}

/** The client's header lines but those that the gateway drops or writes itself. */
export function headersExcept({ headers }: SampleRequest, names: RegExp): Lines {
  return (headers ?? []).flatMap(([name, value]) =>
    names.test(name) ? [] : [[name, value] as [string, string]],
  )
}

/** Names in lower case. */
export function lowerCase(lines: Lines): Lines {
  return lines.map(([name, value]) => [name.toLowerCase(), value])
}

/** Names as HTTP/1.1 servers like to write them: `content-type` becomes `Content-Type`. */
export function canonicalCase(lines: Lines): Lines {
  return lines.map(([name, value]) => [
    name.toLowerCase().replace(/(?:^|-)[a-z]/g, (letter) => letter.toUpperCase()),
    value,
  ])
}

/** The last of several values of a name, which is all that single-value maps hold. */
export function lastMap(pairs: Iterable<readonly [string, string]>): { [name: string]: string } {
  return Object.fromEntries(pairs)
}

/** The query as decoded pairs. */
export function decodedQuery({ search }: SampleRequest): Lines {
  return [...new URLSearchParams(`?${search ?? ''}`)]
}

/** Percent-decodes each run of triplets that is UTF-8; the others stay. */
export function decodePath(path: string): string {
  return path.replace(/(?:%[\dA-Fa-f]{2})+/g, (run) => {
    try {
      return decodeURIComponent(run)
    } catch {
      return run
    }
  })
}

/** Text for the content types that `text` knows, whatever the bytes are, and base64 for the others. */
export function bodyByType(
  request: SampleRequest,
  text: RegExp,
): { body: string | undefined; isBase64Encoded: boolean } {
  const bytes = Buffer.from(request.body ?? [])
  if (bytes.byteLength === 0) return { body: undefined, isBase64Encoded: false }
  const isBase64Encoded = !text.test(sentHeader(request, 'content-type') ?? '')
  return { body: bytes.toString(isBase64Encoded ? 'base64' : 'utf8'), isBase64Encoded }
}
