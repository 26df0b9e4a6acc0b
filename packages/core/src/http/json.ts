import { HttpError } from '../errors.ts'

/** Levels of lists and objects that a body may nest: what walks it recursively must not run out of stack. */
export const MAX_DEPTH = 128

/**
 * Parses the JSON of a request. A key `__proto__` is refused, because it pollutes whoever merges the value.
 *
 * @throws HttpError 400 SAMPAN_BODY_NOT_JSON, SAMPAN_BODY_PROTO, SAMPAN_BODY_TOO_DEEP
 */
export function parseJson(text: string): unknown {
  if (isTooDeep(text)) {
    throw new HttpError(400, `The body nests more than ${MAX_DEPTH} levels`, { code: 'SAMPAN_BODY_TOO_DEEP' })
  }
  try {
    // A reviver makes parsing several times slower, so it runs only on texts that could spell the key.
    return text.includes('__proto__') || text.includes('\\u00')
      ? JSON.parse(text, refuseProto)
      : JSON.parse(text)
  } catch (cause) {
    if (cause instanceof HttpError) throw cause
    const what = text === '' ? 'The body is empty where JSON is expected' : 'The body is not valid JSON'
    throw new HttpError(400, what, { code: 'SAMPAN_BODY_NOT_JSON', cause })
  }
}

function refuseProto(key: string, value: unknown): unknown {
  if (key === '__proto__') {
    throw new HttpError(400, 'The body has a key "__proto__"', { code: 'SAMPAN_BODY_PROTO' })
  }
  return value
}

/** Before parsing, because the reviver is recursive too. Of text that is no JSON the parser has the last word. */
function isTooDeep(text: string): boolean {
  if (!mayBeTooDeep(text)) return false
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit === QUOTE) at = endOfString(text, at)
    else if (unit === 0x5b || unit === 0x7b) {
      if (++depth > MAX_DEPTH) return true
    } else if (unit === 0x5d || unit === 0x7d) depth--
  }
  return false
}

/** Whether it has brackets enough, strings and all. Most texts are let off here, at the speed of indexOf. */
function mayBeTooDeep(text: string): boolean {
  if (text.length <= 2 * MAX_DEPTH) return false
  let found = 0
  for (const bracket of '[{') {
    for (let at = text.indexOf(bracket); at !== -1; at = text.indexOf(bracket, at + 1)) {
      if (++found > MAX_DEPTH) return true
    }
  }
  return false
}

const QUOTE = 0x22
const BACKSLASH = 0x5c

/** Where the string that starts at `from` has its closing quote. Each run of backslashes is looked at once. */
function endOfString(text: string, from: number): number {
  for (let end = text.indexOf('"', from + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let before = end
    while (text.charCodeAt(before - 1) === BACKSLASH) before--
    if ((end - before) % 2 === 0) return end
  }
  return text.length
}
