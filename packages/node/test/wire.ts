import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { SampanFunction } from '@sampan/core'
import { onTestFinished } from 'vitest'
import { type NodeServer, serve, type ServeOptions } from '../src/index.ts'

/** A server on a port of its own, closed after the test. */
export async function running(
  ...args: [...SampanFunction[], ServeOptions] | SampanFunction[]
): Promise<NodeServer> {
  const last = args.at(-1)!
  const [functions, options] = 'trigger' in last ? [args, {}] : [args.slice(0, -1), last]
  const server = await serve(...(functions as SampanFunction[]), {
    port: 0,
    host: '127.0.0.1',
    signals: false,
    drainMs: 2000,
    ...options,
  })
  onTestFinished(() => server.close())
  return server
}

export interface Wire {
  readonly socket: Socket
  send(...pieces: (string | Uint8Array)[]): Wire
  /** Everything received so far, one character a byte. */
  readonly received: string
  /** Waits until the pattern is in what was received. */
  until(pattern: RegExp): Promise<string>
  /** Waits until the server has closed the connection; gives everything received. */
  readonly closed: Promise<string>
}

/** A connection on which tests write and read bytes. Text is one byte a character. */
export async function wire({ port }: NodeServer): Promise<Wire> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  let received = ''
  const closed = new Promise<string>((resolve) => {
    socket.on('end', () => resolve(received)).on('close', () => resolve(received))
  })
  socket.on('error', () => {}).on('data', (bytes) => (received += bytes.toString('latin1')))
  onTestFinished(() => void socket.destroy())
  await once(socket, 'connect')
  const self: Wire = {
    socket,
    send(...pieces) {
      for (const piece of pieces)
        socket.write(typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece)
      return self
    },
    get received() {
      return received
    },
    async until(pattern) {
      await eventually(
        () => pattern.test(received),
        () => `no ${pattern} in ${JSON.stringify(received.slice(0, 500))}`,
      )
      return received
    },
    closed,
  }
  return self
}

/** The bytes of one exchange: the request must make the server close the connection. */
export async function exchange(server: NodeServer, ...pieces: (string | Uint8Array)[]): Promise<string> {
  return (await wire(server)).send(...pieces).closed
}

/** A request without a body, its connection closed after the reply. */
export function get(target: string, ...lines: string[]): string {
  return [`GET ${target} HTTP/1.1`, 'Host: shop.test', 'Connection: close', ...lines, '', ''].join('\r\n')
}

/** Waits for a condition, three seconds at most. */
export async function eventually(holds: () => boolean, what: () => string): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    if (tries === 300) throw new Error(what())
    await sleep(10)
  }
}

/** Collects what is written to standard output while the test runs. */
export function captureOutput(): { readonly text: string } {
  const write = process.stdout.write.bind(process.stdout)
  const output = { text: '' }
  process.stdout.write = (chunk: unknown) => {
    output.text += String(chunk)
    return true
  }
  onTestFinished(() => {
    process.stdout.write = write
  })
  return output
}
