import type { Workload } from '../workload.ts'
import { clouds } from './clouds.ts'
import { w1 } from './w1.ts'
import { w1b } from './w1b.ts'
import { w2 } from './w2.ts'
import { w3 } from './w3.ts'
import { w4 } from './w4.ts'
import { w6 } from './w6.ts'

/** In the order of the reports. */
export const workloads: readonly Workload[] = [w1, w1b, w2, w3, w4, w6, ...clouds]

/** Those whose cold start is measured: the smallest function, and one with a body and a schema. */
export const coldWorkloads: readonly Workload[] = [w1, w2]

/** Those whose bundles are looked into: one route, and the router. */
export const byteWorkloads: readonly Workload[] = [w1, w3]
