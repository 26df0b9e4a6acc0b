import { decodePart } from '@sampan/core/adapter'

/** A route's path as OpenAPI writes it: `/users/{id}`. */
export interface Template {
  readonly text: string
  /** Two templates of one shape are one path to OpenAPI, whatever their params are called: `/users/{}`. */
  readonly shape: string
  /** The same, with `{**}` for a rest: what the router tells apart and OpenAPI does not. */
  readonly exact: string
  readonly params: readonly TemplateParam[]
}

export interface TemplateParam {
  readonly name: string
  /** What the handler knows it by; undefined where the path does not keep it. */
  readonly key: string | undefined
  readonly isRest: boolean
}

/** One template, or two where the last segment may be missing: OpenAPI has no path params that are optional. */
export function templatesOf(path: string): Template[] {
  const segments = path.split('/').slice(1)
  const last = segments.at(-1)!
  if (!last.endsWith('?')) return [templateOf(segments)]
  const without = segments.slice(0, -1)
  return [templateOf(without.length === 0 ? [''] : without), templateOf([...without, last.slice(0, -1)])]
}

function templateOf(segments: readonly string[]): Template {
  const taken = new Set(segments.flatMap((segment) => keyOf(segment) ?? []))
  const params: TemplateParam[] = []
  const paramOf = (segment: string): string => {
    const isRest = segment.startsWith('**')
    const key = keyOf(segment)
    const name = key ?? freeName(isRest ? 'rest' : 'any', taken)
    params.push({ name, key, isRest })
    return `{${name}}`
  }
  const join = (write: (segment: string) => string): string =>
    segments.map((segment) => `/${isParam(segment) ? write(segment) : segment}`).join('')
  return {
    text: join(paramOf),
    shape: join(() => '{}'),
    exact: join((segment) => (segment.startsWith('**') ? '{**}' : '{}')),
    params,
  }
}

function isParam(segment: string): boolean {
  return segment === '*' || /^(?::|\*\*)/.test(segment)
}

function keyOf(segment: string): string | undefined {
  return /^(?:\*\*)?:(.+)$/.exec(segment)?.[1]
}

function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted
  for (let count = 2; taken.has(name); count++) name = wanted + count
  taken.add(name)
  return name
}

/** `getUsersById` of GET `/users/{id}`: it stays while the path does, whatever else the router gains. */
export function operationIdOf(method: string, template: string): string {
  const words = template.split('/').flatMap((segment) => {
    const isParam = segment.startsWith('{')
    const parts = decodePart(segment).split(/[^\p{L}\p{N}]+/u)
    return isParam ? ['by', ...parts] : parts
  })
  const name = words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('')
  return method + (name || 'Root')
}
