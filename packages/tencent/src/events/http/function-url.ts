import { type HttpPayloadSpec, nativeHeader } from '@sampan/core/adapter'
import type { FunctionUrlEvent } from '../../native.ts'
import { gatewaySource, integratedReply, isGatewayEvent, SCF_LIMIT } from './gateway.ts'

/**
 * Function URL. Its event is API Gateway's without the service: the documentation says without a request context,
 * but what is sent has one, with the caller's address.
 */
export const functionUrl: HttpPayloadSpec<FunctionUrlEvent> = {
  name: 'tencent.function-url',
  match: (native) =>
    isGatewayEvent(native) &&
    native.requestContext?.serviceId == null &&
    native.requestContext?.envId == null,
  source: {
    ...gatewaySource,
    // No identity: the URL checks a CAM signature, but does not tell the function whose it was.
    // The header is how the documentation has it. Where the field is there the header may be the client's own.
    ip: (native) => gatewaySource.ip(native) ?? nativeHeader(native.headers, 'x-scf-remote-addr'),
  },
  limit: () => SCF_LIMIT,
  // Undocumented here are base64 bodies and lists of values. The events are API Gateway's down to its empty fields,
  // so replies take its form too, and leave the documented ground only where they have no other.
  envelope: integratedReply,
}
