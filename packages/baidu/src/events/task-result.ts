/**
 * The runtime sends a text as it is and everything else as JSON, so a text is given as its JSON already, and nothing as
 * null: then whoever calls can read every result alike.
 */
export function taskResult(result: unknown): unknown {
  return typeof result === 'string' ? JSON.stringify(result) : (result ?? null)
}
