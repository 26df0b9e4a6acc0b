import { BareRecord } from './bare.ts'

/** The request's headers, looked up without regard to case. */
export interface HttpHeaders extends Iterable<[name: string, value: string]> {
  /** The value, or the values of a repeated header joined by `, ` (`; ` for Cookie), or null. */
  get(name: string): string | null
  /** Each value of a repeated header on its own, as far as the payload keeps them apart. */
  getAll(name: string): string[]
  has(name: string): boolean
}

/** A header map as payloads carry it: any case, strings or lists, and not to be trusted to be either. */
export type NativeHeaders = { readonly [name: string]: unknown } | null | undefined

/**
 * Reads a native map in place: most clouds send lower-case names and most handlers read one or two headers,
 * so the normalised copy is made only at the first name that is not found as it stands. Where a map holds a name
 * in lower case and in another spelling, the first is the platform's and counts; the other is the client's.
 */
export class HeaderView implements HttpHeaders {
  readonly _native: NativeHeaders
  readonly _cookie: string | undefined
  _lines: { [name: string]: string[] } | undefined

  /** `cookie` replaces the map's own Cookie header (HTTP API v2 carries cookies beside the headers). */
  constructor(native: NativeHeaders, cookie?: string) {
    this._native = native
    this._cookie = cookie
  }

  get(name: string): string | null {
    const key = name.toLowerCase()
    if (key === 'cookie') {
      if (this._cookie !== undefined) return this._cookie
    } else if (this._lines === undefined && this._native) {
      const value = this._native[key]
      // Everything on Object.prototype is a function or an accessor, so a string is the payload's own.
      if (typeof value === 'string') return value
      if (Array.isArray(value) && value.length === 1 && typeof value[0] === 'string') return value[0]
    }
    const lines = this._normal()[key]
    return lines === undefined
      ? null
      : lines.length === 1
        ? lines[0]!
        : lines.join(key === 'cookie' ? '; ' : ', ')
  }

  getAll(name: string): string[] {
    return [...(this._normal()[name.toLowerCase()] ?? [])]
  }

  has(name: string): boolean {
    return this.get(name) !== null
  }

  *[Symbol.iterator](): Iterator<[string, string]> {
    const lines = this._normal()
    for (const name in lines) for (const value of lines[name]!) yield [name, value]
  }

  _normal(): { [name: string]: string[] } {
    if (this._lines !== undefined) return this._lines
    const lines = new BareRecord<string[]>()
    for (const [name, value] of Object.entries(this._native ?? {})) {
      const key = name.toLowerCase()
      if (key !== name && typeof this._native![key] === 'string') continue
      for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
        if (typeof one !== 'string' && typeof one !== 'number' && typeof one !== 'boolean') continue
        const known = lines[key]
        if (known) known.push(String(one))
        else lines[key] = [String(one)]
      }
    }
    if (this._cookie !== undefined) lines['cookie'] = [this._cookie]
    return (this._lines = lines)
  }
}
