import type { SampleReply } from '@sampan/core/samples'
import { expect, vi } from 'vitest'
import type { Envelope } from './envelope.ts'
import { type Gateway, send } from './gateways.ts'

/** What a client of the API receives. */
export interface Answer extends Envelope {
  status: number
  allow: string | undefined
}

/** The database that is opened next. Undefined: as when nothing is configured. */
export function pointTo(url: string | undefined): void {
  if (url === undefined) delete process.env['DATABASE_URL']
  else process.env['DATABASE_URL'] = url
}

let emails = 0

export function uniqueEmail(): string {
  return `user-${++emails}@example.com`
}

export function get(gateway: Gateway, target: string): Promise<Answer> {
  return request(gateway, 'GET', target)
}

export function post(gateway: Gateway, body: unknown, type = 'application/json'): Promise<Answer> {
  return request(gateway, 'POST', '/users', typeof body === 'string' ? body : JSON.stringify(body), type)
}

export async function request(
  gateway: Gateway,
  method: string,
  target: string,
  body?: string,
  type?: string,
): Promise<Answer> {
  const [path, search] = target.split('?') as [string, string?]
  const received: SampleReply = await send(gateway, {
    method,
    path,
    headers: type === undefined ? [] : [['content-type', type]],
    ...(search !== undefined && { search }),
    ...(body !== undefined && { body: Buffer.from(body) }),
  })
  const header = (name: string): string | undefined => received.headers.find(([key]) => key === name)?.[1]
  expect(header('content-type')).toBe('application/json')
  const envelope = JSON.parse(Buffer.from(received.body).toString()) as Envelope
  expect(Object.keys(envelope)).toEqual(['code', 'message', 'data'])
  return { status: received.status, allow: header('allow'), ...envelope }
}

/** The answer, and what the function wrote meanwhile. */
export async function quietly(run: () => Promise<Answer>): Promise<{ answer: Answer; logged: string }> {
  let logged = ''
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    logged += String(text)
    return true
  })
  try {
    return { answer: await run(), logged }
  } finally {
    spy.mockRestore()
  }
}
