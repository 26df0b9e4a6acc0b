import { type HttpPayloadSpec, singleHeaders } from '@sampan/core/adapter'
import type { CloudBaseEvent } from '../../native.ts'
import { gatewaySource, integratedReply, isGatewayEvent, SCF_LIMIT } from './gateway.ts'

/** HTTP access service of CloudBase. */
export const cloudBase: HttpPayloadSpec<CloudBaseEvent> = {
  name: 'tencent.cloudbase',
  match: (native) => isGatewayEvent(native) && native.requestContext?.envId != null,
  // No field is known to be the caller's address, and nothing says which of the headers the service writes itself.
  source: gatewaySource,
  limit: () => SCF_LIMIT,
  // Documented with one text a name. Unlike the other payloads this one is another product's, so nothing is assumed.
  envelope: (reply, payload) =>
    integratedReply({ status: reply.status, headers: singleHeaders(reply, 'CloudBase') }, payload),
}
