import { HttpError, type Middleware } from '@sampan/core'
import { runLayers } from '@sampan/core/adapter'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { caller } from '../../test/call.ts'
import { requestId } from './index.ts'

const behind = (layer: Middleware, handler: (context: any) => unknown = (it) => it.requestId as string) =>
  caller((event, context) => runLayers([layer], event, context, (_, inner) => handler(inner)))

const given = (id: string | string[]) => ({ headers: { 'x-request-id': id } })

afterEach(() => vi.restoreAllMocks())

describe('requestId()', () => {
  it("is the platform's, whatever the client says", async () => {
    expect(await behind(requestId())('GET /', given('forged'))).toMatchObject({
      headers: { 'x-request-id': 'r-1' },
      body: 'r-1',
    })
  })

  it.each<[id: string | string[], taken: boolean]>([
    ['1-5759e988-bd862e3fe1be46a994272793', true],
    ['Root=1/a_b.c:d+e=', true],
    ['x'.repeat(128), true],
    ['x'.repeat(129), false],
    ['', false],
    ['a b', false],
    ['a,b', false],
    [['a', 'b'], false],
    ['<script>', false],
    ['a\r\nset-cookie: b', false],
    ['a\n', false],
    ['é', false],
    ['"}', false],
  ])('where it is trusted is the one of the request if it has the shape of one: %j', async (id, taken) => {
    const answer = await behind(requestId({ trust: true }))('GET /', given(id))
    expect(answer.headers['x-request-id']).toBe(taken ? id : 'r-1')
    expect(answer.body).toBe(taken ? id : 'r-1')
  })

  it('is trusted by a function, and carried by a header of choice', async () => {
    const layer = requestId({ header: 'X-Trace', trust: (event) => event.headers.has('x-proxy') })
    const call = behind(layer)
    expect((await call('GET /', { headers: { 'x-trace': 'a' } })).headers['x-trace']).toBe('r-1')
    const trusted = await call('GET /', { headers: { 'x-trace': 'a', 'x-proxy': '1' } })
    expect(trusted.headers).toMatchObject({ 'x-trace': 'a' })
    expect(trusted.headers).not.toHaveProperty('x-request-id')
  })

  it('is made where the platform has none', async () => {
    const context = { requestId: '' }
    await requestId()(
      { kind: 'http', headers: { get: () => null } } as never,
      context as never,
      () => 'x' as never,
    )
    expect(context.requestId).toMatch(/^[\da-f]{8}-[\da-f-]{27}$/)
  })

  it('stands in problem replies, their headers and the log', async () => {
    const lines: string[] = []
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0)
    for (const error of [new HttpError(503, 'busy'), new Error('secret')]) {
      const answer = await behind(requestId({ trust: true }), () => {
        throw error
      })('GET /', given('mine'))
      expect(answer.headers['x-request-id']).toBe('mine')
      expect(answer.json).toMatchObject({ requestId: 'mine' })
      expect(JSON.parse(lines.at(-1)!)).toMatchObject({ requestId: 'mine' })
    }
  })

  it('has closed options', () => {
    expect(() => requestId({ hedaer: 'x' } as object)).toThrow('did you mean "header"?')
    expect(() => requestId({ header: 'x y' })).toThrow(
      expect.objectContaining({ code: 'SAMPAN_BAD_OPTION' }) as Error,
    )
  })

  it('lets events of other kinds pass', async () => {
    const context = { requestId: 'r-1' }
    expect(await requestId()({ kind: 'queue' } as never, context as never, () => 'passed' as never)).toBe(
      'passed',
    )
  })
})
