import type { Identity } from '@sampan/core'
import { asText, type HttpPayloadSpec, nativeHeader } from '@sampan/core/adapter'
import type { ApiGatewayEvent } from '../../native.ts'
import { gatewaySource, integratedReply, isGatewayEvent, SCF_LIMIT } from './gateway.ts'

/** API Gateway with integrated response. */
export const apiGateway: HttpPayloadSpec<ApiGatewayEvent> = {
  name: 'tencent.api-gateway',
  match: (native) => isGatewayEvent(native) && native.requestContext?.serviceId != null,
  source: {
    ...gatewaySource,
    identity: keyIdentity,
    // The gateway writes X-Api-Scheme and no X-Forwarded-Proto. Events of its first years have neither.
    scheme: ({ headers }) =>
      (nativeHeader(headers, 'x-api-scheme') ?? nativeHeader(headers, 'x-forwarded-proto')) === 'http'
        ? 'http'
        : 'https',
  },
  limit: () => SCF_LIMIT,
  envelope: integratedReply,
}

/**
 * The key pair whose signature the gateway has checked. Its other ways to sign in (an application, OAuth, an authorizer
 * function) are documented to let a request pass or not, and to say nothing here of who it is.
 */
function keyIdentity({ requestContext: { identity } }: ApiGatewayEvent): Identity | undefined {
  const id = asText(identity?.secretId)
  return id === undefined ? undefined : { type: 'key', id, claims: { ...identity } }
}
