import { cfc } from '@sampan/baidu'
import { api } from './functions.ts'

export const handler = cfc(api)
