import { httpApiEvent, lambdaContext } from '../events/aws.ts'
import { json, type Workload } from '../workload.ts'

export const w1: Workload = {
  id: 'W1',
  title: 'hello: one param and one query on an HTTP API (payload 2.0, 13 headers)',
  file: 'w1',
  target: 2.5,
  calls: 512,
  event: (nth) => httpApiEvent({ method: 'GET', path: `/users/u${nth}`, search: `view=card${nth % 7}` }),
  context: lambdaContext,
  answer: (nth) => json(200, { id: `u${nth}`, view: `card${nth % 7}` }),
}
