import type { OutgoingHttpHeaders } from 'node:http'
import { reasonPhrase } from '@sampan/core/adapter'
import type { Call } from './call.ts'
import { type Answer, Outflow } from './outflow.ts'
import { breakOff } from './socket.ts'

/** About this connection, which is the server's to keep or close (RFC 9110, section 7.6.1). */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'proxy-connection', 'trailer', 'upgrade'])

/** Writes head and body; the caller ends the reply. One whose body fails halfway is broken off. */
export async function write(call: Call, answer: Answer, close: boolean): Promise<void> {
  const { response, lost } = call
  const { status, body } = answer
  try {
    if (lost) return
    response.writeHead(status, headLines(call, answer, close))
    if (body instanceof Outflow) await body.pipe(response)
    else if (body !== undefined) response.write(body)
  } catch (error) {
    // At once: the work that waitUntil was given may hold up whoever catches this.
    if (response.headersSent) breakOff(response)
    throw error
  } finally {
    if (body instanceof Outflow) body.stop()
  }
}

/** The 500 of a reply that could not be made, not even as a problem reply. */
export function failedAnswer(call: Call): Answer {
  const { requestId } = call
  const body = JSON.stringify({ type: 'about:blank', title: reasonPhrase(500), status: 500, requestId })
  return { status: 500, headers: { 'content-type': 'application/problem+json' }, body }
}

function headLines(call: Call, { status, headers, body }: Answer, close: boolean): OutgoingHttpHeaders {
  const lines: OutgoingHttpHeaders = { __proto__: null as never }
  for (const name in headers) if (!HOP_BY_HOP.has(name)) lines[name] = headers[name]
  // Known here and not guessed by Node, which would send the body in chunks after writeHead.
  if (typeof body === 'string') lines['content-length'] = Buffer.byteLength(body)
  else if (body instanceof Uint8Array) lines['content-length'] = body.byteLength
  else if (body === undefined && status !== 204 && status !== 304 && call.request.method !== 'HEAD') {
    lines['content-length'] = 0
  }
  if (close) lines['connection'] = 'close'
  return lines
}
