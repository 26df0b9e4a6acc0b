import { lambdaContext, restApiEvent } from '../events/aws.ts'
import { json, type Workload } from '../workload.ts'

export const w4: Workload = {
  id: 'W4',
  title: 'REST API: one param, a repeated query key, a header of the multi-value maps',
  file: 'w4',
  target: 2.5,
  calls: 512,
  event: (nth) => restApiEvent({ method: 'GET', path: `/users/u${nth}`, search: `tag=a${nth % 7}&tag=b` }),
  context: lambdaContext,
  answer: (nth) =>
    json(200, { id: `u${nth}`, tags: [`a${nth % 7}`, 'b'], language: 'de-CH,de;q=0.9,en;q=0.8' }),
}
