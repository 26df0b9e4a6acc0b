import { SampanError } from '../errors.ts'

/** A request in the plain: what a test, or the local cloud, hands to a payload's sample. */
export interface SampleRequest {
  method: string
  /** Percent-encoded, without the query. */
  path: string
  /** Without `?`. */
  search?: string
  headers?: readonly (readonly [name: string, value: string])[]
  body?: Uint8Array
  ip?: string
  host?: string
  /** A named stage of the gateway, where it has stages: some payloads carry it in front of the path. */
  stage?: string
}

/** A reply in the plain, as a client of the gateway would receive it. */
export interface SampleReply {
  status: number
  /** Lower-case names, one entry a line. */
  headers: [name: string, value: string][]
  body: Uint8Array
}

/** The inverse of a payload's codec: what the gateway does before and after the function. */
export interface HttpSample {
  /** The codec's name, or a more exact one where a codec reads several payloads. */
  readonly name: string
  /** The native event of a request, as far as the payload can carry it. */
  request(request: SampleRequest): unknown
  /**
   * What the client receives for the envelope that the function returned.
   *
   * @throws SampanError SAMPAN_BAD_ENVELOPE where the gateway would answer with an error of its own
   */
  reply(envelope: unknown): SampleReply
}

/** What a gateway does with an envelope that it cannot read; clients see its 502. */
export function refuseEnvelope(gateway: string, why: string): never {
  throw new SampanError('SAMPAN_BAD_ENVELOPE', `${gateway} does not take this reply: ${why}`)
}

/** The body fields of a native event: text where the bytes are UTF-8 and the type says text, base64 otherwise. */
export function sampleBody({ body, headers }: SampleRequest): {
  body: string | undefined
  isBase64Encoded: boolean
} {
  if (body === undefined || body.byteLength === 0) return { body: undefined, isBase64Encoded: false }
  const buffer = Buffer.from(body)
  const type = headers?.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
  const text = buffer.toString('utf8')
  if (/^text\/|json|xml|form-urlencoded/.test(type) && buffer.equals(Buffer.from(text, 'utf8'))) {
    return { body: text, isBase64Encoded: false }
  }
  return { body: buffer.toString('base64'), isBase64Encoded: true }
}

/** Names with every value: `{ tag: ['a', 'b'] }`. Own keys only, whatever they are called. */
export function multiMap(pairs: Iterable<readonly [string, string]>): { [name: string]: string[] } {
  const map = new Map<string, string[]>()
  for (const [name, value] of pairs) {
    const known = map.get(name)
    if (known) known.push(value)
    else map.set(name, [value])
  }
  return Object.fromEntries(map)
}

/** Names with their values joined, as most gateways fold repeated headers. */
export function joinedMap(
  pairs: Iterable<readonly [string, string]>,
  separator = ',',
): { [name: string]: string } {
  return Object.fromEntries(Object.entries(multiMap(pairs)).map(([name, all]) => [name, all.join(separator)]))
}
