import { fc } from '@sampan/alibaba'
import { api } from './functions.ts'

export const handler = fc(api)
