import { lambda } from '@sampan/aws'
import { on, task } from '@sampan/core'
import * as z from 'zod'

const resize = task('resize', {
  input: z.object({ key: z.string(), width: z.number() }),
  output: z.object({ key: z.string() }),
})

const small = on(resize, async ({ data }) => ({ key: `${data.key}@${data.width}` }))

export const handler = lambda(small)
