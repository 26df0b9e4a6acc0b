import { http, on, toFetch } from '@sampan/core'
import { router } from '@sampan/middleware/router'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'

const middle = fc.uniqueArray(fc.constantFrom('a', 'b', 'ü', ':x', ':y', '*'), { maxLength: 4 })
const last = fc.constantFrom('', 'a', ':z?', '**', '**:rest')
const pattern = fc.tuple(middle, last).map(([segments, end]) => `/${[...segments, end].join('/')}`)

const path = fc
  .array(fc.constantFrom('a', 'b', '%C3%BC', 'a%2Fb', '%zz', ''), { maxLength: 5 })
  .map((segments) => `/${segments.join('/')}`)

it('one route alone answers as the router with that one route', async () => {
  await fc.assert(
    fc.asyncProperty(pattern, path, async (route, asked) => {
      const alone = toFetch(on(http(route), ({ params }) => params))
      const routed = toFetch(
        on(
          http(),
          router().all(route, ({ params }) => params),
        ),
      )
      const answer = async (fetch: typeof alone): Promise<unknown> => {
        const response = await fetch(new Request(`https://api.example.com${asked}`))
        return [response.status, response.status === 200 && (await response.json())]
      }
      expect(await answer(alone)).toEqual(await answer(routed))
    }),
    { numRuns: 200 },
  )
})

it.each([
  ['/a/:x', '/a/b', '/a/b'],
  ['/a/:x', '/a/**', '/a/b'],
  ['/:x/b', '/a/:y', '/a/b'],
  ['/**', '/:x', '/a'],
])('of %s and %s the same answers %s, as functions and as routes', async (one, other, asked) => {
  const functions = toFetch(
    on(http(one), () => one),
    on(http(other), () => other),
  )
  const routes = router()
    .all(other, () => other)
    .all(one, () => one)
  const answer = async (fetch: typeof functions): Promise<string> =>
    (await fetch(new Request(`https://api.example.com${asked}`))).text()
  expect(await answer(functions)).toBe(await answer(toFetch(on(http(), routes))))
})
