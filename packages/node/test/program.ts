/** Two servers in one process, as the tests of signals need it: the first line says where the first one listens. */
import { setTimeout as sleep } from 'node:timers/promises'
import { http, on, once } from '@sampan/core'
import { serve } from '@sampan/node'

const pool = once(() => 'pool', { stop: (name) => console.log(`${name} closed`) })

const api = on(http('GET /:ms'), async ({ params }) => {
  await pool()
  await sleep(Number(params.ms))
  console.log(`served ${params.ms}`)
  return 'done'
})

const drainMs = Number(process.argv[2] ?? 5000)
const { url } = await serve(api, { port: 0, host: '127.0.0.1', drainMs })
await serve(api, { port: 0, host: '127.0.0.1', drainMs })
console.log(url)
