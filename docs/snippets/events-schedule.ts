import { lambda } from '@sampan/aws'
import { on, schedule } from '@sampan/core'

const nightly = schedule('nightly', '0 3 * * *', { timezone: 'Asia/Shanghai' })

const sweep = on(nightly, async ({ time }, { log, remainingMs }) => {
  log.info('sweeping', { time, left: remainingMs() })
})

export const handler = lambda(sweep)
