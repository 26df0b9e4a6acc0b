import { coldStart } from './cold.ts'

void coldStart((path) => require(path) as unknown)
