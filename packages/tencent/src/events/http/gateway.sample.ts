import {
  headersExcept,
  joinedMap,
  lowerCase,
  readReply,
  sampleBody,
  type SampleReply,
  type SampleRequest,
} from '@sampan/core/samples'
import type { GatewayEvent, ScfQuery } from '../../native.ts'
import { SCF_LIMIT } from './gateway.ts'

/** What the gateways of Tencent have in common. */

export function ipOf({ ip }: SampleRequest): string {
  return ip ?? '203.0.113.20'
}

/** The client's headers but those that the gateway writes or drops, and what it adds; names in lower case. */
export function headersOf(
  request: SampleRequest,
  dropped: RegExp,
  added: { readonly [name: string]: string },
): { [name: string]: string } {
  return { ...joinedMap(lowerCase(headersExcept(request, dropped)), ', '), ...added }
}

/** A repeated key as a list, a key without `=` as `true`. */
export function queryOf({ search }: SampleRequest): NonNullable<ScfQuery> {
  const query = new Map<string, string | true | string[]>()
  for (const part of (search ?? '').split('&')) {
    for (const [key, value] of new URLSearchParams(`?${part}`)) {
      const before = query.get(key)
      if (before === undefined) query.set(key, part.includes('=') ? value : true)
      else query.set(key, [before === true ? '' : before, value].flat())
    }
  }
  return Object.fromEntries(query)
}

export function bodyOf(request: SampleRequest): Required<Pick<GatewayEvent, 'body' | 'isBase64Encoded'>> {
  const { body = '', isBase64Encoded } = sampleBody(request)
  return { body, isBase64Encoded }
}

/** The "integrated response": anything else is answered with an `errno` of 403. */
export function readIntegrated(
  gateway: string,
  envelope: unknown,
  form: 'single' | 'either' = 'either',
): SampleReply {
  return readReply(gateway, envelope, SCF_LIMIT, form)
}
