/** Markup that is safe to stand in a page: made by `markup` only, from texts that it escaped. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type Part = Html | string | number | false | undefined | readonly Part[]

/** Escapes what is put into it, unless it is markup already. Not called `html`: formatters would move its white space. */
export function markup(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(texts.map((text, at) => text + write(parts[at])).join(''))
}

function write(part: Part): string {
  if (part instanceof Html) return part.text
  if (typeof part === 'object') return part.map(write).join('')
  if (part === undefined || part === false) return ''
  return String(part).replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`)
}

/** Pieces with something between them. */
export function join(parts: readonly Part[], between: string): Part[] {
  return parts.flatMap((part, at) => (at === 0 ? [part] : [between, part]))
}
