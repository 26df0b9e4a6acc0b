import { reply } from '@sampan/core'
import { type Payload, seen } from './payloads.ts'

/** A question to a payload: does this come through whole? */
export type Probe = (payload: Payload) => Promise<boolean>

const BYTES = Uint8Array.from({ length: 256 }, (_, at) => at)

/** The columns of the table in docs/payloads.md, in its order. */
export const probes: { readonly [column: string]: Probe } = {
  'Path as sent': async (to) => {
    const path = await seen(to, { method: 'GET', path: '/a%2Fb/c%20d' }, (event) => event.path)
    return path === '/a%2Fb/c%20d'
  },
  'Repeated query keys': async (to) => {
    const query = await seen(
      to,
      { method: 'GET', path: '/', search: 'tag=a&x=1&tag=b' },
      (event) => event.query,
    )
    return JSON.stringify(query) === JSON.stringify({ tag: ['a', 'b'], x: '1' })
  },
  'Repeated request headers apart': async (to) => {
    const headers = [
      ['x-tag', 'a'],
      ['x-tag', 'b'],
    ] as const
    const values = await seen(to, { method: 'GET', path: '/', headers }, (event) =>
      event.headers.getAll('x-tag'),
    )
    return values.join('|') === 'a|b'
  },
  'Binary request body': async (to) => {
    const headers = [['content-type', 'image/png']] as const
    const body = await seen(to, { method: 'POST', path: '/', headers, body: BYTES }, (event) => event.bytes())
    return Buffer.from(body).equals(Buffer.from(BYTES))
  },
  'Binary reply': async (to) => {
    const { body } = await to.send({ method: 'GET', path: '/' }, () =>
      reply(200, BYTES, { 'content-type': 'image/png' }),
    )
    return Buffer.from(body).equals(Buffer.from(BYTES))
  },
  'Several Set-Cookie': async (to) => {
    const cookies = ['a=1; Path=/', 'b=2; Path=/; HttpOnly']
    const { headers } = await to.send({ method: 'GET', path: '/' }, () =>
      reply(200, 'x', { 'set-cookie': cookies }),
    )
    return (
      headers.flatMap(([name, value]) => (name === 'set-cookie' ? value : [])).join('|') === cookies.join('|')
    )
  },
  "Caller's address": async (to) => {
    const headers = [['x-forwarded-for', '198.51.100.66']] as const
    const ip = await seen(
      to,
      { method: 'GET', path: '/', ip: '203.0.113.9', headers },
      (event) => event.client.ip,
    )
    return ip === '203.0.113.9'
  },
}
