import { httpApiEvent, lambdaContext } from '../events/aws.ts'
import { picture } from '../shared/picture.ts'
import type { Workload } from '../workload.ts'

const body = Buffer.from(picture).toString('base64')

export const w6: Workload = {
  id: 'W6',
  title: '100 KB of bytes as the reply',
  file: 'w6',
  target: 1.03,
  calls: 16,
  event: (nth) => httpApiEvent({ method: 'GET', path: `/pictures/p${nth}` }),
  context: lambdaContext,
  answer: () => ({ status: 200, type: 'image/png', body }),
}
