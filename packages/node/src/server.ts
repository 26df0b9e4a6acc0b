import { createServer, type Server, type ServerOptions } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { SampanError } from '@sampan/core'
import { type AdapterArguments, splitArguments } from '@sampan/core/adapter'
import { createHandler } from './handler.ts'
import { addressOf, checkNumbers, SERVE_OPTIONS, type ServeOptions } from './options.ts'
import { detectPlatform, type Platform } from './platform.ts'
import { closer } from './shutdown.ts'

/** A server that listens. */
export interface NodeServer {
  /** Where this machine reaches it, without a trailing slash: `http://127.0.0.1:3000`. */
  readonly url: string
  readonly port: number
  /** The address it listens on; `0.0.0.0` and `::` are all of the machine's. */
  readonly address: string
  /**
   * Takes no new connection, lets running calls and their `waitUntil` work end within `drainMs`, and closes what
   * `once` opened unless another server of this process is still open. Calling it again gives the same promise.
   */
  close(): Promise<void>
}

const DEFAULT_DRAIN_MS = 8000

/**
 * Serves functions over HTTP: `serve(api)`, `serve(api, { port: 8080 })`. It rejects when it cannot listen.
 *
 * @throws SampanError SAMPAN_PORT_TAKEN, SAMPAN_BAD_OPTION, SAMPAN_UNKNOWN_OPTION, SAMPAN_BAD_FUNCTION
 */
export async function serve(...args: AdapterArguments<ServeOptions>): Promise<NodeServer> {
  const { functions, options } = splitArguments('serve()', args, SERVE_OPTIONS)
  checkNumbers('serve()', options)
  const platform = detectPlatform(process.env)
  const handler = createHandler(functions, options, platform)
  const server = createServer(timeouts(platform), (request, response) =>
    handler.handle(request, response, false),
  )
  // With a listener here Node leaves it to us when, and whether, the client is asked for its body.
  server.on('checkContinue', (request, response) => handler.handle(request, response, true))
  server.on('connect', refuseTunnel)
  const { address, port, family } = await listen(server, addressOf(options, platform, process.env))
  const close = closer(server, handler, options.drainMs ?? DEFAULT_DRAIN_MS, options.signals ?? true)
  const host =
    { '0.0.0.0': '127.0.0.1', '::': 'localhost' }[address] ?? (family === 'IPv6' ? `[${address}]` : address)
  return {
    url: `http://${host}:${port}`,
    port,
    address,
    async close() {
      await close()
    },
  }
}

/**
 * FC and SCF keep their connections to the server as long as they like: one that is closed in the moment it is used
 * again is a 502 to a caller. Elsewhere, longer than the load balancers that give up after 60 s, and Go's 90 s.
 */
function timeouts(platform: Platform): ServerOptions {
  return platform === 'node'
    ? { keepAliveTimeout: 95_000 }
    : { keepAliveTimeout: 0, headersTimeout: 0, requestTimeout: 0 }
}

/** This is no proxy. Node has let go of the socket by now: its errors, and its end, are ours to see to. */
function refuseTunnel(_request: unknown, socket: Duplex): void {
  socket.on('error', () => {})
  socket.end('HTTP/1.1 405 Method Not Allowed\r\nConnection: close\r\n\r\n', () => socket.destroy())
}

function listen(
  server: Server,
  { port, host }: { port: number; host: string | undefined },
): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(cause.code === 'EADDRINUSE' ? portTaken(port, cause) : cause)
    })
    server.listen({ port, host }, () => resolve(server.address() as AddressInfo))
  })
}

function portTaken(port: number, cause: Error): SampanError {
  return new SampanError(
    'SAMPAN_PORT_TAKEN',
    `Port ${port} is taken by another program: end it, or give another port by serve(…, { port }) or PORT`,
    { cause },
  )
}
