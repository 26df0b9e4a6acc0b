import {
  bodyByType,
  decodePath,
  headersExcept,
  type HttpSample,
  joinedMap,
  type SampleRequest,
  sentHeader,
} from '@sampan/core/samples'
import type { ClbEvent } from '../../native.ts'
import { ipOf, readIntegrated } from './gateway.sample.ts'

/** A listener of HTTP/1.1 whose personalised configuration has X-Method, X-Uri and X-Args. */
export const clb: HttpSample = {
  name: 'tencent.clb',
  request(request): ClbEvent {
    const { method, path, search = '', host = 'shop.example.com' } = request
    const { body = '', isBase64Encoded } = bodyByType(request, TEXT)
    const forwarded = [sentHeader(request, 'x-forwarded-for') ?? [], ipOf(request)].flat()
    return {
      headers: {
        ...joinedMap(headersExcept(request, OWN), ', '),
        Host: host,
        'X-Stgw-Time': '1795392000.000',
        'X-Client-Proto': 'https',
        'X-Forwarded-Proto': 'https',
        'X-Client-Proto-Ver': 'HTTP/1.1',
        'X-Real-IP': ipOf(request),
        'X-Forwarded-For': forwarded.join(', '),
        'X-Method': method,
        'X-Uri': decodePath(path),
        // The balancer leaves a header without value out.
        ...(search && { 'X-Args': search }),
      },
      payload: isBase64Encoded ? body : parsed(request, body),
      isBase64Encoded: isBase64Encoded ? 'true' : 'false',
    }
  },
  reply: (envelope) => readIntegrated('tencent.clb', envelope),
}

const TEXT = /^(?:text\/|application\/(?:json|javascript|xml)\b)/i

/** What the balancer writes, whatever the client sent under the name. */
const OWN =
  /^(?:host|x-stgw-time|x-client-proto|x-client-proto-ver|x-real-ip|x-forwarded-(?:for|proto)|x-method|x-uri|x-args)$/i

function parsed(request: SampleRequest, body: string): unknown {
  if (!/^application\/json\b/i.test(sentHeader(request, 'content-type') ?? '')) return body
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}
