import {
  type HttpPayloadSpec,
  isTrue,
  lastForwarded,
  nativeBody,
  nativeHeader,
  normalPath,
  warnOnce,
} from '@sampan/core/adapter'
import type { ClbEvent } from '../../native.ts'
import { integratedReply, SCF_LIMIT } from './gateway.ts'

/** Cloud Load Balancer. Behind an HTTP/2 listener its header names are lower-case. */
export const clb: HttpPayloadSpec<ClbEvent> = {
  name: 'tencent.clb',
  // The balancer always adds X-Stgw-Time; events that people write by hand have the method.
  match: (native) =>
    native?.httpMethod === undefined &&
    (nativeHeader(native?.headers, 'X-Method') ?? nativeHeader(native?.headers, 'X-Stgw-Time')) !== undefined,
  source: {
    method({ headers }) {
      const method = nativeHeader(headers, 'X-Method')
      if (method === undefined) {
        warnOnce(
          'SAMPAN_CLB_HEADERS',
          'The load balancer did not say method and path. Set X-Method to $request_method, X-Uri to $uri and ' +
            'X-Args to $args in the personalised configuration of its listener.',
        )
      }
      return method
    },
    // The balancer's $uri is decoded.
    path: (native) => normalPath(split(native)[0], true),
    search: (native) => split(native)[1] ?? '',
    headers: (native) => native.headers,
    body: (native) => nativeBody(native.payload),
    // A payload that was parsed already is no base64, whatever the flag says.
    base64: (native) => typeof native.payload === 'string' && isTrue(native.isBase64Encoded),
    // Both are among the headers that the balancer keeps for itself; before the last entry stands what a client sent.
    ip: ({ headers }) =>
      nativeHeader(headers, 'X-Real-IP') ?? lastForwarded(nativeHeader(headers, 'X-Forwarded-For') ?? null),
  },
  limit: () => SCF_LIMIT,
  envelope: integratedReply,
}

/**
 * Path and query. The documentation's table calls the path X-Url. A `?` in it is part of a decoded path where the
 * query has come apart from it, and begins the query where nothing else does.
 */
function split({ headers }: ClbEvent): (string | undefined)[] {
  const uri = nativeHeader(headers, 'X-Uri') ?? nativeHeader(headers, 'X-Url')
  const query = nativeHeader(headers, 'X-Args')
  const mark = uri?.indexOf('?') ?? -1
  return query !== undefined || mark === -1 ? [uri, query] : [uri!.slice(0, mark), uri!.slice(mark + 1)]
}
