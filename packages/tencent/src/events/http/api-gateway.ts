import type { Identity } from '@sampan/core'
import type { HttpPayloadSpec } from '@sampan/core/adapter'
import type { ApiGatewayEvent } from '../../native.ts'
import { gatewaySource, integratedReply, isGatewayEvent, SCF_LIMIT } from './gateway.ts'

/** API Gateway with integrated response. */
export const apiGateway: HttpPayloadSpec<ApiGatewayEvent> = {
  name: 'tencent.api-gateway',
  match: (native) => isGatewayEvent(native) && native.requestContext?.serviceId != null,
  source: { ...gatewaySource, identity: keyIdentity },
  limit: () => SCF_LIMIT,
  envelope: integratedReply,
}

/** The key pair whose signature the gateway has checked. */
function keyIdentity({ requestContext: { identity } }: ApiGatewayEvent): Identity | undefined {
  const id = identity?.secretId
  return typeof id === 'string' ? { type: 'key', id, claims: { ...identity } } : undefined
}
