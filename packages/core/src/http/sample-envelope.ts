import { refuseEnvelope, type SampleReply } from './sample.ts'

/** What gateways make of the value that a function returned. They are strict, so these are: see `refuseEnvelope`. */

type Lines = [name: string, value: string][]

/** What JSON leaves of the function's result: an object, and not larger than is taken. */
export function readEnvelope(
  gateway: string,
  envelope: unknown,
  limit: number,
): { readonly [name: string]: unknown } {
  const json = (JSON.stringify(envelope) as string | undefined) ?? 'null'
  const size = Buffer.byteLength(json)
  if (size > limit) refuseEnvelope(gateway, `${size} bytes are more than ${limit}`)
  const value = JSON.parse(json) as unknown
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    refuseEnvelope(gateway, 'it is no object')
  }
  return value as { readonly [name: string]: unknown }
}

/** A whole number, or its digits as text. */
export function readStatus(gateway: string, status: unknown): number {
  const number = typeof status === 'string' && /^\d+$/.test(status) ? Number(status) : status
  if (typeof number === 'number' && Number.isInteger(number) && number >= 100 && number <= 599) return number
  return refuseEnvelope(gateway, `its status is ${JSON.stringify(status)}`)
}

/** A map of headers. `form` says whether a name has one value, a list of them, or either. */
export function readHeaders(
  gateway: string,
  map: unknown,
  form: 'single' | 'list' | 'either' = 'single',
): Lines {
  if (map === undefined || map === null) return []
  if (typeof map !== 'object' || Array.isArray(map)) refuseEnvelope(gateway, 'its headers are no map')
  return Object.entries(map).flatMap(([name, value]: [string, unknown]) => {
    const isList = Array.isArray(value)
    if (form !== 'either' && isList !== (form === 'list')) {
      refuseEnvelope(gateway, `its header ${name} ${isList ? 'is a list' : 'is no list'}`)
    }
    return [value].flat().map((one): [string, string] => readLine(gateway, name, one))
  })
}

export function readLine(gateway: string, name: string, value: unknown): [string, string] {
  if (!/^[!#$%&'*+.^_`|~\dA-Za-z-]+$/.test(name)) refuseEnvelope(gateway, `its header name "${name}"`)
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    refuseEnvelope(gateway, `its header ${name} is neither text nor number`)
  }
  if (/[\0\r\n]/.test(String(value))) refuseEnvelope(gateway, `its header ${name} has a line break`)
  return [name.toLowerCase(), String(value)]
}

export function readBody(gateway: string, body: unknown, base64: unknown): SampleReply['body'] {
  if (body !== undefined && body !== null && typeof body !== 'string') {
    refuseEnvelope(gateway, `its body is no string but ${Array.isArray(body) ? 'a list' : typeof body}`)
  }
  const text = body ?? ''
  if (base64 !== true) return Buffer.from(text, 'utf8')
  const bytes = Buffer.from(text, 'base64')
  if (bytes.toString('base64') !== text) refuseEnvelope(gateway, 'its body is no base64')
  return bytes
}

/** `{ statusCode, headers, body, isBase64Encoded }`, the envelope that most gateways share. */
export function readReply(
  gateway: string,
  envelope: unknown,
  limit: number,
  form?: 'single' | 'either',
): SampleReply {
  const { statusCode, headers, body, isBase64Encoded } = readEnvelope(gateway, envelope, limit)
  return {
    status: readStatus(gateway, statusCode),
    headers: readHeaders(gateway, headers, form),
    body: readBody(gateway, body, isBase64Encoded),
  }
}
