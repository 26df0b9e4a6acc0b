/** What became of an event of a WebSocket. */
export interface SocketResult {
  /** Whether the gateway opens the connection, or goes on with it. */
  readonly accepted: boolean
  /** What the client is sent in return; undefined where that is nothing, as always on Tencent. */
  readonly data?: string
}

/** The gateways' replies: `statusCode` and `body` on AWS, `errNo` and only to a handshake on Tencent. */
export function toSocketResult(reply: unknown): SocketResult {
  const {
    statusCode = 200,
    body,
    errNo = 0,
  } = (reply ?? {}) as { statusCode?: number; body?: string; errNo?: number }
  return { accepted: statusCode < 300 && errNo === 0, ...(body !== undefined && { data: body }) }
}
