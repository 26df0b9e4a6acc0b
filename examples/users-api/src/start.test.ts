import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { gateways } from './gateways.ts'

const PROGRAM = [
  '-C',
  'sampan-source',
  '--import',
  '@oxc-node/core/register',
  'examples/users-api/src/start.ts',
]
const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

test('--once prints a row for each event, and ends', async () => {
  const { child, printed } = start(['--once'], {})
  expect(await once(child, 'exit')).toEqual([0, null])
  const rows = printed()
    .split('\n')
    .filter((line) => / 200 +same +\d+$/.test(line))
  expect(rows).toHaveLength(gateways.length + 1)
  expect(printed()).toContain(`${rows.length} of ${rows.length} answered {"code":0`)
  expect(printed()).not.toContain('\u001b[')
}, 60_000)

test('a taken port is said, another one serves, and Ctrl-C ends it', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as AddressInfo
  const { child, printed } = start([], { PORT: String(port) })
  try {
    await expect.poll(printed, { timeout: 50_000 }).toContain('Listening on')
    expect(printed()).toContain(`Port ${port} is taken`)
    const url = /Listening on (\S+);/.exec(printed())![1]!
    const response = await fetch(`${url}/users`, {
      method: 'POST',
      body: new URLSearchParams({ name: 'Lin', email: 'lin@example.com' }),
    })
    expect(await response.json()).toMatchObject({ code: 0, data: { name: 'Lin' } })
    child.kill('SIGINT')
    expect(await once(child, 'exit')).toEqual([0, null])
  } finally {
    child.kill('SIGKILL')
    taken.close()
  }
}, 60_000)

test('a database that is down is said, without a stack', async () => {
  const { child, printed } = start(['--once'], { DATABASE_URL: 'mysql://root:hunter2@127.0.0.1:1/users' })
  expect(await once(child, 'exit')).toEqual([1, null])
  expect(printed()).toContain('The database cannot be used: connect ECONNREFUSED 127.0.0.1:1')
  expect(printed()).not.toMatch(/hunter2|\n {4}at /)
}, 60_000)

function start(args: string[], env: NodeJS.ProcessEnv): { child: ChildProcess; printed: () => string } {
  const { DATABASE_URL: _, ...inherited } = process.env
  const child = spawn(process.execPath, [...PROGRAM, ...args], { cwd: ROOT, env: { ...inherited, ...env } })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += String(chunk)))
  return { child, printed: () => text }
}
