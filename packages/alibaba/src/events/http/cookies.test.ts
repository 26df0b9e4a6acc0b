import { http, on, reply } from '@sampan/core'
import { afterAll, expect, it, vi } from 'vitest'
import { fc } from '../../index.ts'
import { apiGateway, fc2Http, fc3Http } from '../../samples.ts'

// A file of its own: what was said once is not said again in the same instance, whatever the payload.
const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
afterAll(() => write.mockRestore())

const handler = fc(on(http(), () => reply(200, 'x', { 'set-cookie': ['a=1', 'b=2'] })))
const request = { method: 'GET', path: '/' }

it('says once that a second cookie cannot be carried, and sends the last', async () => {
  await handler(fc2Http.request(request))
  expect(write).not.toHaveBeenCalled()
  for (const sample of [fc3Http, fc3Http, apiGateway]) {
    const reply = sample.reply(await handler(sample.request(request)))
    expect(reply.headers.filter(([name]) => name === 'set-cookie')).toEqual([['set-cookie', 'b=2']])
  }
  expect(write).toHaveBeenCalledTimes(1)
  expect(String(write.mock.calls[0]![0])).toContain('SAMPAN_COOKIES_LOST')
})

it('carries every cookie on FC 2.0', async () => {
  const reply = fc2Http.reply(await handler(fc2Http.request(request)))
  expect(reply.headers.filter(([name]) => name === 'set-cookie')).toEqual([
    ['set-cookie', 'a=1'],
    ['set-cookie', 'b=2'],
  ])
})
