import { http, on } from '@sampan/core'
import { afterEach, expect, it, vi } from 'vitest'
import { exchange, get, running } from '../test/wire.ts'

afterEach(() => vi.unstubAllEnvs())

const FORGED = [
  'Authorization: Bearer e30.eyJzdWIiOiJyb290In0.AAAA',
  'X-Forwarded-User: root',
  'X-Remote-User: root',
  'X-Fc-Account-Id: root',
  'X-Fc-User-Id: root',
  'X-Scf-Uin: root',
  'X-Amzn-Oidc-Identity: root',
  'X-Client-Cert-Subject: CN=root',
  'Identity: root',
]

/** Headers are all that these servers are told with, and on each of them a client can write any. */
it.each([
  ['plain Node', {}],
  ['FC', { FC_FUNCTION_NAME: 'shop' }],
  ['SCF', { TENCENTCLOUD_RUNENV: 'SCF' }],
])('on %s nobody is signed in by a header', async (_, env) => {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  const server = await running(on(http(), ({ identity }) => `identity: ${typeof identity}`))
  expect(await exchange(server, get('/?identity=root', ...FORGED))).toContain('identity: undefined')
})
