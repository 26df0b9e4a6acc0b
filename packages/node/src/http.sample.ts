import { type HttpSample, refuseEnvelope, type SampleReply, type SampleRequest } from '@sampan/core/samples'

type Line = readonly [name: string, value: string]

/** A client, or a proxy, straight to the server. The address is the connection's own: no message can carry it. */
export const plainServer: HttpSample = {
  name: 'node.http',
  request: (request) => message(request, []),
  reply: readMessage,
}

/** An FC custom runtime or container behind an HTTP trigger. */
export const customRuntime: HttpSample = {
  name: 'node.fc-custom-runtime',
  request: (request) =>
    message({ ...request, headers: without(request.headers, /^(?:x-fc-.*|connection|keep-alive)$/i) }, [
      ['X-Fc-Access-Key-Id', 'STS.NSampleSampleSample01'],
      ['X-Fc-Access-Key-Secret', 'sampleSecretSampleSecretSample02'],
      ['X-Fc-Account-Id', '1234567890123456'],
      ['X-Fc-Client-Ip', request.ip ?? ''],
      ['X-Fc-Control-Path', '/http-invoke'],
      ['X-Fc-Function-Handler', 'index.handler'],
      ['X-Fc-Function-Memory', '512'],
      ['X-Fc-Function-Name', 'sample-function'],
      ['X-Fc-Function-Timeout', '60'],
      ['X-Fc-Qualifier', 'LATEST'],
      ['X-Fc-Region', 'cn-hangzhou'],
      ['X-Fc-Request-Id', '1-6a9c0001-15aa0002-0123456789ab'],
      ['X-Fc-Retry-Count', '0'],
      ['X-Fc-Security-Token', 'sampleTokenSampleTokenSample03'],
      ['X-Fc-Tracing-Opentracing-Span-Context', ''],
      ['X-Fc-Version-Id', ''],
    ]),
  reply(bytes) {
    const { status, headers, body } = readMessage(bytes)
    const dropped = /^(?:x-fc-.*|connection|content-length|date|keep-alive|server)$/
    return { status, headers: headers.filter(([name]) => !dropped.test(name)), body }
  },
}

/** An SCF Web function. */
export const webFunction: HttpSample = {
  name: 'node.scf-web-function',
  request: (request) =>
    message({ ...request, headers: without(request.headers, /^(?:x-scf-.*|connection)$/i) }, [
      ['X-Scf-Appid', '1250000001'],
      ['X-Scf-Memory', '256'],
      ['X-Scf-Name', 'sample-function'],
      ['X-Scf-Namespace', 'default'],
      ['X-Scf-Region', 'ap-guangzhou'],
      ['X-Scf-Remote-Addr', request.ip ?? ''],
      ['X-Scf-Request-Id', '6a9c0001-15aa-4002-8003-0123456789ab'],
      ['X-Scf-Secret-Id', 'AKIDsampleSampleSampleSample04'],
      ['X-Scf-Secret-Key', 'sampleKeySampleKeySampleKey05'],
      ['X-Scf-Session-Token', 'sampleTokenSampleTokenSample06'],
      ['X-Scf-Timeout', '60000'],
      ['X-Scf-Uin', '100000000001'],
      ['X-Scf-Version', '$LATEST'],
    ]),
  reply: readMessage,
}

function without(headers: SampleRequest['headers'] = [], names: RegExp): readonly Line[] {
  return headers.filter(([name]) => !names.test(name))
}

/** The bytes of the request. The connection is to be closed after the reply, so that its end is the reply's end. */
function message(
  { method, path, search, headers = [], body, host }: SampleRequest,
  added: readonly Line[],
): Uint8Array {
  const lines: Line[] = [...headers, ...added, ['Connection', 'close']]
  if (!lines.some(([name]) => name.toLowerCase() === 'host')) lines.unshift(['Host', host ?? 'localhost'])
  if (body !== undefined) lines.push(['Content-Length', String(body.byteLength)])
  const target = search ? `${path}?${search}` : path
  const head = [`${method} ${target} HTTP/1.1`, ...lines.map((line) => line.join(': ')), '', ''].join('\r\n')
  return Buffer.concat([Buffer.from(head, 'latin1'), body ?? new Uint8Array(0)])
}

/** Reads the bytes that came back, past any 100 Continue. Where HTTP says that some are missing, the client is not given a reply. */
function readMessage(bytes: unknown): SampleReply {
  const whole = Buffer.from(bytes as Uint8Array)
  const end = whole.indexOf('\r\n\r\n')
  const [first = '', ...lines] = whole.toString('latin1', 0, Math.max(0, end)).split('\r\n')
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1])
  if (!status) refuseEnvelope('node.http', 'it is no complete HTTP/1.1 head')
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
  })
  const rest = whole.subarray(end + 4)
  if (status < 200) return readMessage(rest)
  const header = (wanted: string): string | undefined => headers.find(([name]) => name === wanted)?.[1]
  if (header('transfer-encoding') === 'chunked') return { status, headers, body: joinChunks(rest) }
  const length = header('content-length')
  if (length !== undefined && Number(length) > rest.length)
    refuseEnvelope('node.http', 'its body is cut short')
  return { status, headers, body: length === undefined ? rest : rest.subarray(0, Number(length)) }
}

/** RFC 9112, section 7.1: the size in hexadecimal digits, the bytes, and a last chunk of size zero. */
function joinChunks(rest: Buffer): Uint8Array {
  const chunks: Uint8Array[] = []
  for (let at = 0; ;) {
    const line = rest.indexOf('\r\n', at)
    const size = line === -1 ? Number.NaN : Number.parseInt(rest.toString('latin1', at, line), 16)
    if (size === 0) return Buffer.concat(chunks)
    const start = line + 2
    if (!(start + size + 2 <= rest.length)) refuseEnvelope('node.http', 'its last chunk is missing')
    chunks.push(rest.subarray(start, start + size))
    at = start + size + 2
  }
}
