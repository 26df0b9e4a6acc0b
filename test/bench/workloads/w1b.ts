import { httpApiEvent, lambdaContext } from '../events/aws.ts'
import { json, type Workload } from '../workload.ts'

export const w1b: Workload = {
  id: 'W1b',
  title: 'W1, and a header and a cookie read',
  file: 'w1b',
  target: 3,
  calls: 512,
  event: (nth) =>
    httpApiEvent({
      method: 'GET',
      path: `/users/u${nth}`,
      search: `view=card${nth % 7}`,
      cookies: ['theme=dark', `session=s${nth}-8c1f04`],
    }),
  context: lambdaContext,
  answer: (nth) =>
    json(200, {
      id: `u${nth}`,
      view: `card${nth % 7}`,
      language: 'de-CH,de;q=0.9,en;q=0.8',
      session: `s${nth}-8c1f04`,
    }),
}
