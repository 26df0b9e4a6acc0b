import { readArguments } from './arguments.ts'
import { install } from './install.ts'

const asked = readArguments(process.argv.slice(2))
install()
// Only now: what this imports comes with the folder's own install.
const { bench } = await import('./bench.ts')
await bench(asked)
