import { http, HttpError, on, reply } from '@sampan/core'
import { describe, expect, it } from 'vitest'
import { type CloudProvider, clouds } from './clouds.ts'
import { run } from './run.ts'

const providers = Object.keys(clouds) as CloudProvider[]

/** The HTTP triggers of FC 3.0 and CFC have no place for a second line of one name. */
const oneLine = new Set(['alibaba', 'baidu'])

describe.each(providers)('a request on %s', (provider) => {
  it('the client is answered', async () => {
    const api = on(http('POST /items/:id'), async (event) =>
      reply(
        201,
        { id: event.params.id, got: await event.json(), tag: event.query.tag },
        { 'set-cookie': ['a=1', 'b=2'] },
      ),
    )
    const result = await run(
      api,
      { path: '/items/7', query: { tag: 'new' }, body: { size: 'L' } },
      { provider },
    )
    expect(result.status).toBe(201)
    expect(result.json()).toEqual({ id: '7', got: { size: 'L' }, tag: 'new' })
    expect(result.text()).toBe(JSON.stringify(result.json()))
    expect(result.headers.get('content-type')).toMatch(/^application\/json/)
    expect(result.headers.getSetCookie()).toEqual(oneLine.has(provider) ? ['b=2'] : ['a=1', 'b=2'])
  })

  it('bytes are bytes', async () => {
    const { bytes } = await run(
      on(http(), () => new Uint8Array([0, 255])),
      {},
      { provider },
    )
    expect(bytes).toEqual(new Uint8Array([0, 255]))
    expect(Buffer.isBuffer(bytes)).toBe(false)
  })

  it('errors are answers', async () => {
    const api = on(http('GET /here'), () => {
      throw new HttpError(409, 'taken')
    })
    expect((await run(api, {}, { provider })).json()).toMatchObject({ status: 409, detail: 'taken' })
    expect((await run(api, { path: '/there' }, { provider })).status).toBe(404)
    expect((await run(api, { method: 'PUT' }, { provider })).headers.get('allow')).toContain('GET')
  })
})

it('a route without params is its own path, and another one is for the test to say', async () => {
  const paths: string[] = []
  const keep = (event: { path: string }): void => void paths.push(event.path)
  await run(on(http('GET /health'), keep), {}, { provider: 'aws' })
  await run(on(http(), keep), {}, { provider: 'aws' })
  expect(paths).toEqual(['/health', '/'])
  expect((await run(on(http('GET /items/:id'), keep), {}, { provider: 'aws' })).status).toBe(404)
})
