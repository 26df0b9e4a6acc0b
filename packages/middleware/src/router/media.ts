/** A media type in lower case: `text/csv` with `['header=present']`. */
export interface MediaType {
  /** As it was written. */
  readonly text: string
  /** Without its parameters. */
  readonly type: string
  /** `name=value`, unquoted, in their order. */
  readonly params: readonly string[]
}

const TYPE = /^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+$/

/** Undefined where it is none. It reads foreign text: no step of it looks back. */
export function parseMedia(text: string): MediaType | undefined {
  const [first = '', ...rest] = splitList(text, ';')
  const type = first.trim().toLowerCase()
  if (!TYPE.test(type)) return undefined
  const params: string[] = []
  for (const part of rest) {
    const param = part.trim().toLowerCase()
    const equals = param.indexOf('=')
    // `a/b;` and `a/b;;c=d` are allowed: RFC 9110, section 5.6.6.
    if (param === '') continue
    if (equals < 1) return undefined
    params.push(`${param.slice(0, equals)}=${unquote(param.slice(equals + 1))}`)
  }
  return { text, type, params }
}

/** At each `separator` that stands outside of quotes. */
export function splitList(text: string, separator: string): string[] {
  if (!text.includes('"')) return text.split(separator)
  const parts: string[] = []
  let start = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (quoted && char === '\\') at++
    else if (char === '"') quoted = !quoted
    else if (char === separator && !quoted) {
      parts.push(text.slice(start, at))
      start = at + 1
    }
  }
  parts.push(text.slice(start))
  return parts
}

function unquote(value: string): string {
  return value.length > 1 && value.startsWith('"') && value.endsWith('"')
    ? value.slice(1, -1).replace(/\\(.)/g, '$1')
    : value
}
