import { execFile } from 'node:child_process'
import { nodeBinary } from './install.ts'

/** What the program of a warm workload says: nanoseconds a call in each round. */
export type Measured = [peer: string, samples: number[]][]

/** Runs a program under the Node that was asked for; what it wrote. */
export function measure(node: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    // An environment of its own: a loader or a coverage tool of the caller's would be measured with it.
    const { PATH } = process.env
    execFile(nodeBinary(node), args, { env: { PATH }, maxBuffer: 2 ** 26 }, (error, out, said) => {
      if (error === null) resolve(out)
      else reject(new Error(`${args[0]} failed with ${error.code}:\n${said}`))
    })
  })
}
