/** What hand-written functions share at most: the envelope. */
export function json(statusCode: number, value: unknown): object {
  return { statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) }
}
