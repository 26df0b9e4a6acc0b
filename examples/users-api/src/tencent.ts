import { scf } from '@sampan/tencent'
import { api } from './functions.ts'

export const main_handler = scf(api)
