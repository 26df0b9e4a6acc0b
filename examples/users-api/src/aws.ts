import { lambda } from '@sampan/aws'
import { api } from './functions.ts'

export const handler = lambda(api)
