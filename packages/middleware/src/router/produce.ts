import { Reply, toReply } from '@sampan/core'
import type { MediaType } from './media.ts'

/** What a handler returned, as the type that was chosen for the caller; a Reply or Response has said its own. */
export function produce(
  result: unknown,
  chosen: MediaType | undefined,
  vary: readonly string[],
): Reply | Promise<Reply> {
  if (typeof (result as PromiseLike<unknown> | null | undefined)?.then === 'function') {
    return Promise.resolve(result).then((value) => produce(value, chosen, vary))
  }
  const made = toReply(result)
  if (chosen !== undefined && !saysItself(result)) setType(made, chosen, typeof result === 'string')
  addVary(made, vary)
  return made
}

function saysItself(result: unknown): boolean {
  return (
    result instanceof Reply || typeof (result as Response | null | undefined)?.headers?.get === 'function'
  )
}

function setType({ headers }: Reply, { text, type, params }: MediaType, isText: boolean): void {
  const given = headers['content-type']
  // A Blob may have a type of its own. What was written as JSON is JSON, whatever the caller would rather have.
  const isOpen = given === 'application/octet-stream' || (isText && given !== undefined)
  if (!isOpen && !(given === 'application/json' && /[/+]json$/.test(type))) return
  const hasCharset = params.some((param) => param.startsWith('charset='))
  headers['content-type'] =
    isText && type.startsWith('text/') && !hasCharset ? `${text}; charset=utf-8` : text
}

/** A cache must not hand one caller's choice to another: RFC 9110, section 12.5.5. */
function addVary({ headers }: Reply, names: readonly string[]): void {
  const said = [headers['vary'] ?? []].flat().join(', ')
  const known = said.toLowerCase().split(/\s*,\s*/)
  const missing = known.includes('*') ? [] : names.filter((name) => !known.includes(name.toLowerCase()))
  if (missing.length > 0) headers['vary'] = [...(said ? [said] : []), ...missing].join(', ')
}
