import {
  asText,
  BareRecord,
  type HttpPayloadSpec,
  type NativeBody,
  nativeBody,
  normalPath,
  reasonPhrase,
  warnOnce,
} from '@sampan/core/adapter'
import { HttpError } from '@sampan/core'
import type { EdgeEvent, EdgeRequest } from '../../native.ts'

/** Lambda@Edge at viewer-request and origin-request: the function answers in the distribution's place. */
export const edge: HttpPayloadSpec<EdgeEvent> = {
  name: 'aws.edge',
  // The two response triggers carry `response` as well; their function edits a reply and serves no request.
  match: (native) => native?.Records?.[0]?.cf?.request != null && native.Records[0].cf.response == null,
  source: {
    method: (native) => requestOf(native).method,
    path: (native) => normalPath(requestOf(native).uri),
    search: (native) => asText(requestOf(native).querystring) ?? '',
    headers(native) {
      const lists = new BareRecord<unknown[]>()
      for (const [name, lines] of Object.entries(requestOf(native).headers ?? {})) {
        if (Array.isArray(lines)) lists[name] = lines.map((line: { value?: unknown } | null) => line?.value)
      }
      return lists
    },
    body: (native) => bodyOf(requestOf(native)),
    base64: (native) => requestOf(native).body?.encoding === 'base64',
    ip: (native) => asText(requestOf(native).clientIp),
    scheme: () => 'https',
  },
  // Quotas on generated replies: 40 KB where a viewer waits, 1 MB in front of the origin.
  limit: (native) => (native.Records[0].cf.config?.eventType === 'viewer-request' ? 40_960 : 1_048_576),
  envelope({ status, headers }, { body, isBase64Encoded }) {
    const lists = new BareRecord<{ key: string; value: string }[]>()
    for (const name in headers) {
      if (FORBIDDEN.test(name)) {
        warnOnce('SAMPAN_HEADER_LOST', `Lambda@Edge forbids the reply header ${name}: it was left out.`)
        continue
      }
      lists[name] = [headers[name]!].flat().map((value) => ({ key: name, value }))
    }
    const envelope = { status: String(status), statusDescription: reasonPhrase(status), headers: lists }
    // At a viewer request the mere field makes a 204 a 502.
    if (body === '') return envelope
    return { ...envelope, body, bodyEncoding: isBase64Encoded ? 'base64' : 'text' }
  },
}

/** CloudFront fails the request with a 502 when a generated reply has one of these. */
const FORBIDDEN =
  /^(?:connection|expect|host|keep-alive|proxy-.*|trailer|upgrade|via|x-accel-.*|x-amz-cf-.*|x-cache|x-edge-.*|x-forwarded-proto|x-real-ip)$/

function requestOf(native: EdgeEvent): EdgeRequest {
  return native.Records[0].cf.request
}

function bodyOf({ body }: EdgeRequest): NativeBody {
  if (body?.inputTruncated === true) {
    throw new HttpError(413, 'CloudFront cut the body short: it is larger than it hands to a function', {
      code: 'SAMPAN_BODY_TRUNCATED',
    })
  }
  return nativeBody(body?.data)
}
