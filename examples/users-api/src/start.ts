import { type NodeServer, serve } from '@sampan/node'
import { database } from './database.ts'
import { api } from './functions.ts'
import { gateways, server as socket } from './gateways.ts'
import { measure } from './measure.ts'
import { migrate } from './migrate.ts'
import { paint, table } from './table.ts'

const ROUNDS = 200
const PATH = '/users/2'

const tableOnly = process.argv.includes('--once')
const print = (text: string): void => console.log(text)

const engine = process.env['DATABASE_URL']?.split(':', 1)[0] ?? 'sqlite, in memory'
print(
  `${paint('bold', 'users-api')}: one function behind every native HTTP event of four clouds (${engine})\n`,
)
await prepareDatabase()
const server = await listen(tableOnly ? 0 : Number(process.env['PORT'] ?? 3000))

const request = { method: 'GET', path: PATH }
const results = [
  ...(await measure(gateways, request, ROUNDS)),
  // On its own: whoever came next in the turn would pay for the caches that a socket and a client leave behind.
  ...(await measure([socket(server.url)], request, ROUNDS)),
]
const texts = results.map(({ reply }) => Buffer.from(reply.body).toString())
const right = results.map(({ reply }, nth) => reply.status === 200 && texts[nth] === texts[0])
const rows = results.map(({ gateway, reply, micros }, nth) => ({
  cells: [gateway.cloud, gateway.event, reply.status, right[nth] ? 'same' : 'DIFFERS', Math.round(micros)],
  style: right[nth] ? ('green' as const) : ('red' as const),
}))
print(table(['cloud', 'event', 'status', 'body', 'µs'], rows))
print(`\nGET ${PATH}: median of ${ROUNDS} calls, the query included, and for node the client and the socket`)
print(`${right.filter(Boolean).length} of ${right.length} answered ${texts[0]}\n`)

if (tableOnly) {
  await server.close()
  process.exitCode = right.every(Boolean) ? 0 : 1
} else {
  print(`Listening on ${paint('bold', server.url)}; Ctrl-C stops. Try`)
  print(`  curl ${server.url}${PATH}`)
  print(`  curl ${server.url}/users -d name=Lin -d email=lin@example.com`)
}

async function prepareDatabase(): Promise<void> {
  try {
    await migrate(await database())
  } catch (error) {
    console.error(paint('red', `The database cannot be used: ${(error as Error).message}`))
    process.exit(1)
  }
}

/** The port, or the next one that is free. */
async function listen(port: number): Promise<NodeServer> {
  try {
    return await serve(api, { port, host: '127.0.0.1' })
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'SAMPAN_PORT_TAKEN') throw error
    print(paint('yellow', `Port ${port} is taken, trying ${port + 1}\n`))
    return listen(port + 1)
  }
}
