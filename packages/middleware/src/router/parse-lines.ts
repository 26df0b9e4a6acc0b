import { HttpError, type HttpEvent, type Schema } from '@sampan/core'
import { bodies, type LazyHttpEvent, plainIssue } from '@sampan/core/adapter'

/** Bytes of a line, which is held in memory whole; the body as a whole is not. */
export const MAX_LINE = 1_048_576

/**
 * A body with one JSON value a line (NDJSON), each parsed and checked when it is asked for. Blank lines are passed over.
 *
 * @throws HttpError 400 SAMPAN_INVALID, SAMPAN_BODY_NOT_JSON and its like, 413 SAMPAN_BODY_LINE_TOO_LONG, each with the
 *   number of the line
 */
export async function* parseLines(event: HttpEvent, schema: Schema<any, any>): AsyncGenerator {
  const { parseJson, readChunks } = await bodies()
  let number = 0
  for await (const bytes of splitLines(readChunks(event as LazyHttpEvent<unknown>))) {
    number++
    const text = bytes.toString('utf8')
    // A byte order mark at the start of the body is no part of it (RFC 8259, section 8.1).
    const line = number === 1 && text.startsWith('\ufeff') ? text.slice(1) : text
    if (line.trim() !== '') yield await check(parse(line, number, parseJson), number, schema)
  }
}

function parse(line: string, number: number, parseJson: (text: string) => unknown): unknown {
  try {
    return parseJson(line)
  } catch (cause) {
    if (!(cause instanceof HttpError)) throw cause
    const { status, message, code } = cause
    throw new HttpError(status, `${message}, in line ${number}`, {
      ...(code === undefined ? {} : { code }),
      details: { line: number },
      cause,
    })
  }
}

async function check(value: unknown, number: number, schema: Schema<any, any>): Promise<unknown> {
  const result = await schema['~standard'].validate(value)
  if (result.issues === undefined) return result.value
  const details = result.issues.map((issue) => ({ in: 'body', line: number, ...plainIssue(issue) }))
  throw new HttpError(400, `Line ${number} of the body is not valid`, { code: 'SAMPAN_INVALID', details })
}

/** Without their ends: `\n`, which occurs in no other character of UTF-8. A `\r` before it is JSON's white space. */
async function* splitLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let number = 1
  let size = 0
  // What is known of the line that is still open. It is joined once, so a body in small chunks costs no more.
  let parts: Uint8Array[] = []
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.byteLength;) {
      const end = chunk.indexOf(0x0a, start)
      const part = chunk.subarray(start, end === -1 ? chunk.byteLength : end)
      size += part.byteLength
      if (size > MAX_LINE) throw tooLong(number)
      parts.push(part)
      if (end === -1) break
      yield join(parts)
      number++
      size = 0
      parts = []
      start = end + 1
    }
  }
  if (size > 0) yield join(parts)
}

function join(parts: Uint8Array[]): Buffer {
  const [first] = parts as [Uint8Array]
  return parts.length === 1
    ? Buffer.from(first.buffer, first.byteOffset, first.byteLength)
    : Buffer.concat(parts)
}

function tooLong(number: number): HttpError {
  return new HttpError(413, `Line ${number} of the body is longer than ${MAX_LINE} bytes`, {
    code: 'SAMPAN_BODY_LINE_TOO_LONG',
    details: { line: number },
  })
}
