import { HttpError, type HttpEvent } from '@sampan/core'
import { BareRecord, parseQuery } from '@sampan/core/adapter'

export { parseLines } from './parse-lines.ts'

/** Fields of a form. Each costs far more memory than the two bytes it can be sent in. */
const MAX_FIELDS = 1000

/**
 * A body that is no JSON. `asked`: the route says what it consumes, and this is among it.
 *
 * @throws HttpError 400 SAMPAN_BODY_NOT_FORM, 413 SAMPAN_BODY_TOO_MANY_FIELDS, 415 for another type
 */
export function parseBody(event: HttpEvent, type: string, asked: boolean): Promise<unknown> {
  if (type === 'application/x-www-form-urlencoded') return event.text().then(parseFields)
  if (type === 'multipart/form-data') return parseMultipart(event)
  if (type.startsWith('text/')) return parseText(event)
  if (asked) return event.bytes()
  return Promise.reject(notUnderstood(type))
}

function parseFields(text: string): unknown {
  let count = 1
  for (let at = text.indexOf('&'); at !== -1; at = text.indexOf('&', at + 1)) checkCount(++count)
  return parseQuery(text)
}

/** Fields are text and files are File values; both are lists where a name is repeated. */
async function parseMultipart(event: HttpEvent): Promise<unknown> {
  const fields = new BareRecord<unknown>()
  let count = 0
  for (const [name, value] of await formData(event)) {
    checkCount(++count)
    const before = fields[name]
    if (before === undefined) fields[name] = value
    else if (Array.isArray(before)) before.push(value)
    else fields[name] = [before, value]
  }
  return fields
}

async function formData(event: HttpEvent): Promise<FormData> {
  const { request } = event
  const used = request.bodyUsed
  try {
    return await request.formData()
  } catch (cause) {
    // Fetch tells of a broken form by a TypeError, but of a body that another has read as well. What else comes is a
    // limit, or a client that went away.
    if (used || !(cause instanceof TypeError)) throw cause
    throw new HttpError(400, 'The body is not a valid form', { code: 'SAMPAN_BODY_NOT_FORM', cause })
  }
}

/** By its charset: older clients still send GBK or Latin-1. */
async function parseText(event: HttpEvent): Promise<string> {
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(event.headers.get('content-type') ?? '')?.[1]
  if (charset === undefined || /^(?:utf-?8|us-ascii)$/i.test(charset)) return event.text()
  const decoder = decoderOf(charset)
  return decoder.decode(await event.bytes())
}

function decoderOf(charset: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(charset)
  } catch {
    throw notUnderstood(`text in ${charset}`)
  }
}

function checkCount(count: number): void {
  if (count <= MAX_FIELDS) return
  throw new HttpError(413, `The form has more than ${MAX_FIELDS} fields`, {
    code: 'SAMPAN_BODY_TOO_MANY_FIELDS',
  })
}

function notUnderstood(what: string): HttpError {
  return new HttpError(415, `A body of type ${what} is not understood here`, {
    code: 'SAMPAN_NOT_CONSUMED',
    // RFC 9110, section 15.5.16: the field tells what would have been.
    headers: { accept: 'application/json, application/x-www-form-urlencoded, multipart/form-data, text/*' },
  })
}
