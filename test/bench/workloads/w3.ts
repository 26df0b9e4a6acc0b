import { httpApiEvent, lambdaContext } from '../events/aws.ts'
import { routeAnswer, routes } from '../shared/routes.ts'
import { json, type Workload } from '../workload.ts'

export const w3: Workload = {
  id: 'W3',
  title: '100 routes in a random mix, up to two params',
  file: 'w3',
  target: 1.25,
  calls: 512,
  event(nth) {
    const { route, id, note } = pick(nth)
    const { method, path } = routes[route]!
    return httpApiEvent({ method, path: path.replace(':id', id!).replace(':note', note!) })
  },
  context: lambdaContext,
  answer(nth) {
    const { route, id, note } = pick(nth)
    return json(200, routeAnswer(route, id, note))
  },
}

/** A route by a fixed shuffle, so that every peer and every run sees the same mix. */
function pick(nth: number): { route: number; id: string | undefined; note: string | undefined } {
  const route = (Math.imul(nth + 1, 2_654_435_761) >>> 16) % routes.length
  const { path } = routes[route]!
  return {
    route,
    id: path.includes(':id') ? `i${nth}` : undefined,
    note: path.includes(':note') ? `n${nth}` : undefined,
  }
}
