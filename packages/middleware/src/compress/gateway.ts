import type { Context, HttpEvent } from '@sampan/core'

/** What of a native request tells which gateway it came through. */
interface Native {
  readonly httpMethod?: unknown
  readonly version?: unknown
  readonly requestContext?: { readonly elb?: unknown; readonly serviceId?: unknown }
}

/** Whether what the function compresses arrives, and nobody behind it would do it. */
export function isWanted({ native }: HttpEvent, { provider }: Context): boolean {
  const event = (native ?? {}) as Native
  if (provider === 'aws') return !isRestApi(event)
  return provider !== 'tencent' || !isTencentGateway(event)
}

/**
 * A REST API sends base64 as it is where the type is not among its `binaryMediaTypes`, with the Content-Encoding of what
 * it should have been. It compresses itself where `minimumCompressionSize` is set. An HTTP API with payload 1.0 and an
 * ALB bring nearly the same fields.
 */
function isRestApi({ httpMethod, version, requestContext }: Native): boolean {
  return httpMethod !== undefined && version === undefined && requestContext?.elb == null
}

/** It compresses by gzip on its own, and wants no Content-Encoding from a function (Tencent, document 628/38851). */
function isTencentGateway({ requestContext }: Native): boolean {
  return requestContext?.serviceId != null
}
