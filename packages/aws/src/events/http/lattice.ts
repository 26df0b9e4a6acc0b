import {
  formatQuery,
  type HttpPayloadSpec,
  isTrue,
  lastForwarded,
  nativeBody,
  normalPath,
  type Payload,
  reasonPhrase,
  singleHeaders,
} from '@sampan/core/adapter'
import type { Reply } from '@sampan/core'
import { latticeIdentity } from '../../identity-more.ts'
import type { LatticeV1Event, LatticeV2Event } from '../../native.ts'
import { LAMBDA_LIMIT } from './limit.ts'

/** VPC Lattice, event structure version 1. */
export const latticeV1: HttpPayloadSpec<LatticeV1Event> = {
  name: 'aws.lattice-v1',
  match: (native) => typeof native?.raw_path === 'string',
  source: {
    method: (native) => native.method,
    path: (native) => pathOf(native.raw_path),
    search: (native) => searchOf(native.raw_path, native.query_string_parameters),
    headers: (native) => native.headers,
    body: (native) => nativeBody(native.body),
    base64: (native) => isTrue(native.is_base64_encoded),
    ip: (native) => forwarded(native.headers?.['x-forwarded-for']),
  },
  limit: () => LAMBDA_LIMIT,
  envelope: latticeEnvelope,
}

/** VPC Lattice, event structure version 2. */
export const latticeV2: HttpPayloadSpec<LatticeV2Event> = {
  name: 'aws.lattice-v2',
  match: (native) => native?.version === '2.0' && native.requestContext?.serviceArn != null,
  source: {
    method: (native) => native.method,
    path: (native) => pathOf(native.path),
    search: (native) => searchOf(native.path, native.queryStringParameters),
    headers: (native) => native.headers,
    body: (native) => nativeBody(native.body),
    base64: (native) => isTrue(native.isBase64Encoded),
    ip: (native) => forwarded(native.headers?.['x-forwarded-for']),
    identity: latticeIdentity,
  },
  limit: () => LAMBDA_LIMIT,
  envelope: latticeEnvelope,
}

function pathOf(path: unknown): string {
  return normalPath(typeof path === 'string' ? path.split('?', 1)[0] : path)
}

/** The query as it was sent when it is part of the path, else rebuilt from the decoded map. */
function searchOf(path: unknown, map: object | null | undefined): string {
  const mark = typeof path === 'string' ? path.indexOf('?') : -1
  return mark === -1 ? formatQuery(map) : (path as string).slice(mark + 1)
}

function forwarded(header: unknown): string | undefined {
  const line = Array.isArray(header) ? (header.at(-1) as unknown) : header
  return typeof line === 'string' ? lastForwarded(line) : undefined
}

function latticeEnvelope(reply: Reply, { body, isBase64Encoded }: Payload): unknown {
  return {
    statusCode: reply.status,
    statusDescription: `${reply.status} ${reasonPhrase(reply.status)}`,
    headers: singleHeaders(reply, 'VPC Lattice'),
    body,
    isBase64Encoded,
  }
}
