import { coldStart } from './cold.ts'

await coldStart((path) => import(path))
