import {
  cfcContext,
  cfcEvent,
  fc3Event,
  fcContext,
  type Get,
  scfContext,
  scfEvent,
} from '../events/others.ts'
import { json, type Workload } from '../workload.ts'

const hello = {
  target: 2.5,
  answer: (nth: number) => json(200, { id: `u${nth}`, view: `card${nth % 7}` }),
}

function get(nth: number): Get {
  return { path: `/users/u${nth}`, query: { view: `card${nth % 7}` } }
}

/** W1 behind the other clouds' gateways. */
export const clouds: readonly Workload[] = [
  {
    ...hello,
    id: 'FC',
    title: 'W1 on Alibaba Function Compute 3.0, which hands over bytes',
    file: 'fc',
    calls: 128,
    form: 'bytes',
    event: (nth) => fc3Event(get(nth)),
    context: fcContext,
  },
  {
    ...hello,
    id: 'SCF',
    title: 'W1 on Tencent SCF, a Function URL',
    file: 'scf',
    calls: 512,
    event: (nth) => scfEvent(get(nth)),
    context: scfContext,
  },
  {
    ...hello,
    id: 'CFC',
    title: 'W1 on Baidu CFC, which is answered by a callback',
    file: 'cfc',
    calls: 512,
    form: 'callback',
    event: (nth) => cfcEvent(get(nth)),
    context: cfcContext,
  },
]
