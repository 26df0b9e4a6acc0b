import type { SampleReply } from '@sampan/core/samples'

/** What a client of the gateway receives. */
export interface HttpResult {
  readonly status: number
  /** Several values of one name stay several lines: `headers.getSetCookie()`. */
  readonly headers: Headers
  readonly bytes: Uint8Array
  text(): string
  /** @throws SyntaxError where the body is no JSON */
  json(): any
}

export function toHttpResult({ status, headers, body }: SampleReply): HttpResult {
  const lines = new Headers()
  for (const [name, value] of headers) lines.append(name, value)
  const text = (): string => new TextDecoder().decode(body)
  // A copy that is no Buffer, whose methods differ from those of every other array of bytes.
  return {
    status,
    headers: lines,
    bytes: new Uint8Array(body),
    text,
    json: () => JSON.parse(text()) as unknown,
  }
}
