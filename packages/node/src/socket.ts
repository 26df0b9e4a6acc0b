import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

const watchers = new WeakMap<Socket, Set<() => void>>()

/**
 * Runs when the connection is closed; gives the way to take that back. One listener a connection, however many
 * pipelined requests are on it. A response's own 'close' does not do: one that waits for its turn never emits it.
 */
export function onceClosed(socket: Socket, run: () => void): () => void {
  let waiting = watchers.get(socket)
  if (waiting === undefined) {
    const all = (waiting = new Set())
    watchers.set(socket, all)
    socket.once('close', () => {
      for (const one of all) one()
    })
  }
  waiting.add(run)
  return () => waiting.delete(run)
}

/** An address as platforms and sockets write it, bare: `::ffff:10.0.0.7`, `10.0.0.7:5123` and `[::1]:5123` occur. */
export function bareAddress(address: string | undefined): string | undefined {
  const match = /^(?:::ffff:(?=\d+\.))?(?:\[(.+)\](?::\d+)?|(\d+\.\d+\.\d+\.\d+)(?::\d+)?|(.+))$/i.exec(
    address ?? '',
  )
  return match?.[1] ?? match?.[2] ?? match?.[3]
}

/**
 * Ends a reply that cannot be completed, so that the client sees it. Chunks that stop without the last one say so;
 * a client of HTTP/1.0 takes the end of the connection for the end of the reply, and only a reset tells it.
 */
export function breakOff(response: ServerResponse): void {
  const { socket } = response
  const isTcp = socket?.remoteFamily !== undefined && !('encrypted' in socket)
  if (response.chunkedEncoding || !isTcp) response.destroy()
  else socket.resetAndDestroy()
}
