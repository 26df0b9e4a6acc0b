import { type HttpEvent, reply } from '@sampan/core'
import type { HttpSample } from '@sampan/core/samples'
import * as check from 'fast-check'
import { expect } from 'vitest'
import { wire } from './see.ts'

function letters(text: string): check.Arbitrary<string> {
  return check.constantFrom(...text.split(''))
}

/** Headers that no gateway reads or writes itself, each name once. */
export const plainHeaders: check.Arbitrary<[name: string, value: string][]> = check.uniqueArray(
  check.tuple(
    check.string({ unit: letters('abcdXYZ09-_'), minLength: 1, maxLength: 8 }).map((name) => `a${name}`),
    check.string({ unit: letters('abc XYZ019,;="/'), maxLength: 12 }).map((value) => value.trim()),
  ),
  { maxLength: 4, selector: ([name]) => name.toLowerCase() },
)

/** Orders pairs by their names. */
export function byKey([a]: readonly unknown[], [b]: readonly unknown[]): number {
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0
}

const replies = check.record({
  status: check.constantFrom(200, 201, 302, 404, 503),
  headers: plainHeaders,
  cookies: check.array(check.constantFrom('a=1', 'b=2; Path=/', 'c="x, y"'), { maxLength: 3 }),
  body: check.oneof(check.uint8Array({ maxLength: 40 }), check.string({ unit: 'grapheme', maxLength: 8 })),
})

/** Any reply arrives at the client of a gateway as the function made it, with all of its cookies or the last. */
export async function carriesReplies(
  sample: HttpSample,
  answer: (native: unknown, handler: (event: HttpEvent) => unknown) => Promise<unknown>,
  kept: 'every cookie' | 'the last cookie',
): Promise<void> {
  const property = check.asyncProperty(replies, async ({ status, headers, cookies, body }) => {
    const set = cookies.length > 0 && { 'set-cookie': cookies }
    const made = reply(status, body, { ...Object.fromEntries(headers), ...set })
    const received = sample.reply(
      await answer(wire(sample.request({ method: 'GET', path: '/' })), () => made),
    )
    expect(received.status).toBe(status)
    expect(Buffer.from(received.body)).toEqual(Buffer.from(body as string))
    const sent = kept === 'every cookie' ? cookies : cookies.slice(-1)
    const lines = [
      ...headers.map(([name, value]) => [name.toLowerCase(), value]),
      ...sent.map((cookie) => ['set-cookie', cookie]),
    ]
    expect(received.headers.filter(([name]) => name !== 'content-type').toSorted(byKey)).toEqual(
      lines.toSorted(byKey),
    )
  })
  await check.assert(property, { numRuns: 60 })
}
