/**
 * The event of a platform that hands it over as JSON text or bytes. What is no JSON stays as it came, for a codec
 * that knows it.
 */
export function parseEvent(event: unknown): unknown {
  let text = event
  if (event instanceof Uint8Array) {
    text = Buffer.from(event.buffer, event.byteOffset, event.byteLength).toString()
  }
  if (typeof text !== 'string') return event
  try {
    return JSON.parse(text)
  } catch {
    return event
  }
}

/** How runtimes that do not know promises are told the end of a call: once, with an error or a result. */
export type NodeCallback = (error: unknown, result?: unknown) => void

/** Ends a call through the runtime's callback. It gives undefined, because a runtime might take a promise as well. */
export function settleWith(callback: NodeCallback, done: Promise<unknown>): undefined {
  done.then(
    (result) => callback(null, result),
    // A falsy error would be a success to the runtime, and some runtimes keep nothing of what is no Error.
    (error: unknown) =>
      callback(
        error instanceof Error ? error : new Error('A function threw what is no Error', { cause: error }),
      ),
  )
}
