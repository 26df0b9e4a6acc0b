import { serve } from '@sampan/node'
import { api } from './functions.ts'

await serve(api)
