import findMyWay from 'find-my-way'
import type { Router as HonoRouter } from 'hono/router'
import { PatternRouter } from 'hono/router/pattern-router'
import { RegExpRouter } from 'hono/router/reg-exp-router'
import { SmartRouter } from 'hono/router/smart-router'
import { TrieRouter } from 'hono/router/trie-router'
import { addRoute, createRouter, findRoute } from 'rou3'
import { router } from '@sampan/middleware/router'
import { type Shape, shapes } from '../shared/table.ts'

/** What a matcher finds: the number of the route, and the params. */
type Match = (method: string, path: string) => readonly [route: number, params: object]

type Build = (routes: readonly Shape[]) => Match

const builders: { readonly [matcher: string]: Build } = {
  // The matcher is not apart from the router, so a handler is run, and an event is made for each match.
  sampan(routes) {
    const api = router()
    routes.forEach(({ method, path }, at) =>
      api[method === 'GET' ? 'get' : 'post'](path, ({ params }) => [at, params]),
    )
    return (method, path) => api({ method, path, params: undefined } as never, {} as never) as never
  },
  'find-my-way'(routes) {
    const api = findMyWay()
    routes.forEach(({ method, path }, at) => api.on(method, path, () => {}, { at }))
    return (method, path) => {
      const { store, params } = api.find(method as 'GET', path)!
      return [(store as { at: number }).at, params]
    }
  },
  rou3(routes) {
    const api = createRouter<number>()
    routes.forEach(({ method, path }, at) => addRoute(api, method, path, at))
    return (method, path) => {
      const { data, params } = findRoute(api, method, path)!
      return [data, params ?? {}]
    }
  },
  'hono (smart: regexp, trie)': (routes) =>
    hono(new SmartRouter({ routers: [new RegExpRouter<number>(), new TrieRouter<number>()] }), routes),
  'hono (trie)': (routes) => hono(new TrieRouter<number>(), routes),
  'hono (pattern)': (routes) => hono(new PatternRouter<number>(), routes),
}

function hono(api: HonoRouter<number>, routes: readonly Shape[]): Match {
  routes.forEach(({ method, path }, at) => api.add(method, path, at))
  return (method, path) => {
    const [[first], stash] = api.match(method, path) as unknown as [
      [[number, { [name: string]: never }]],
      string[]?,
    ]
    const [route, places] = first
    const params: { [name: string]: string } = {}
    for (const name in places) params[name] = stash === undefined ? places[name]! : stash[places[name]!]!
    return [route, params]
  }
}

const [count, rounds] = process.argv.slice(2).map(Number) as [number, number]
const routes = shapes(count)
const CALLS = 2000

/** By a fixed shuffle, each round other values. */
function ask(round: number, nth: number): readonly [at: number, method: string, path: string] {
  const at = (Math.imul(nth + 1, 2_654_435_761) >>> 8) % count
  const { method, path } = routes[at]!
  return [at, method, path.replace(':id', `i${round}x${nth}`).replace(':note', `n${nth}`)]
}

const matchers = Object.entries(builders).map(([name, build]) => ({
  name,
  match: build(routes),
  samples: [] as number[],
}))
for (const { name, match } of matchers) {
  for (let nth = 0; nth < CALLS; nth++) {
    const [at, method, path] = ask(0, nth)
    if (match(method, path)[0] !== at) throw new Error(`${name} finds another route for ${method} ${path}`)
  }
}

let kept: unknown
for (let round = -Math.ceil(rounds / 5); round < rounds; round++) {
  const first = (round + rounds) % matchers.length
  for (const { match, samples } of [...matchers.slice(first), ...matchers.slice(0, first)]) {
    // Parsed anew, as an event brings them: a string that a map has seen before is hashed already.
    const asked = JSON.parse(
      JSON.stringify(Array.from({ length: CALLS }, (_, nth) => ask(round, nth))),
    ) as ReturnType<typeof ask>[]
    const start = process.hrtime.bigint()
    for (const [, method, path] of asked) kept = match(method, path)
    const spent = Number(process.hrtime.bigint() - start) / CALLS
    if (round >= 0) samples.push(spent)
  }
}
if (kept === undefined) throw new Error('Nothing was found')
process.stdout.write(JSON.stringify(matchers.map(({ name, samples }) => [name, samples])))
