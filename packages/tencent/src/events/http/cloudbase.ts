import { type HttpPayloadSpec, singleHeaders } from '@sampan/core/adapter'
import type { CloudBaseEvent } from '../../native.ts'
import { gatewaySource, integratedReply, isGatewayEvent, SCF_LIMIT } from './gateway.ts'

/** HTTP access service of CloudBase. */
export const cloudBase: HttpPayloadSpec<CloudBaseEvent> = {
  name: 'tencent.cloudbase',
  match: (native) => isGatewayEvent(native) && native.requestContext?.envId != null,
  source: {
    // No field is the caller's address: X-Real-IP has been seen to be that of a CDN's node.
    ...gatewaySource,
    // Undocumented, but sent: each value of a repeated header, of which the other map has one text.
    headers: ({ headers, multiValueHeaders }) => ({ ...headers, ...multiValueHeaders }),
  },
  limit: () => SCF_LIMIT,
  // Documented with one text a name. Unlike the other payloads this one is another product's, so nothing is assumed.
  envelope: (reply, payload) =>
    integratedReply({ status: reply.status, headers: singleHeaders(reply, 'CloudBase') }, payload),
}
