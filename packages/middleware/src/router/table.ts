/**
 * Paths to payloads: a trie of path segments (docs/decisions/002-router-path-table.md). The payload is the
 * caller's, one for each path shape; the names of params are no part of it, so `/a/:x` and `/a/:y` share one.
 */
export interface Table<Payload> {
  /** Paths without params: the most specific of all, so they need no place in the trie. */
  readonly fixed: Map<string, Payload>
  readonly root: Node<Payload>
}

interface Node<Payload> {
  children: Map<string, Node<Payload>> | undefined
  param: Node<Payload> | undefined
  exact: Payload | undefined
  rest: Payload | undefined
}

export interface Match<Found> {
  readonly found: Found
  /** Linked from the last to the first on the way out of the search, so that only what matched is kept. */
  captures: Capture | undefined
}

/** What the path has for the route's first `:param`, `*` or `**`, as it was sent, and for those after it. */
export interface Capture {
  readonly value: string
  readonly next: Capture | undefined
}

/** Takes a payload by giving something back; `undefined` sends the search on to the next, less specific one. */
export type Pick<Payload, Ask, Found> = (payload: Payload, ask: Ask) => Found | undefined

export function createTable<Payload>(): Table<Payload> {
  return { fixed: new Map(), root: createNode() }
}

function createNode<Payload>(): Node<Payload> {
  return { children: undefined, param: undefined, exact: undefined, rest: undefined }
}

/** The payload of a path shape, made at its first mention. */
export function slot<Payload>(table: Table<Payload>, path: string, make: () => Payload): Payload {
  if (!/\/[:*]/.test(path)) {
    const known = table.fixed.get(path) ?? make()
    table.fixed.set(path, known)
    return known
  }
  let at = table.root
  for (const segment of path.slice(1).split('/')) {
    if (segment.startsWith('**')) return (at.rest ??= make())
    if (segment === '*' || segment.startsWith(':')) {
      at = at.param ??= createNode()
      continue
    }
    const children = (at.children ??= new Map<string, Node<Payload>>())
    const next = children.get(segment) ?? createNode()
    children.set(segment, next)
    at = next
  }
  return (at.exact ??= make())
}

/** Offers the payloads that match, the most specific first, until `pick` takes one. */
export function find<Payload, Ask, Found>(
  table: Table<Payload>,
  path: string,
  pick: Pick<Payload, Ask, Found>,
  ask: Ask,
): Match<Found> | undefined {
  const payload = table.fixed.get(path)
  const found = payload === undefined ? undefined : pick(payload, ask)
  if (found !== undefined) return { found, captures: undefined }
  return walk(table.root, path, 1, pick, ask)
}

/**
 * `start` is where the segment begins; beyond the path's end when no segment is left. A node is visited at most
 * once, so a hostile path costs its length plus the number of routes, and recurses no deeper than the longest route.
 */
function walk<Payload, Ask, Found>(
  at: Node<Payload>,
  path: string,
  start: number,
  pick: Pick<Payload, Ask, Found>,
  ask: Ask,
): Match<Found> | undefined {
  if (start > path.length) {
    const found = at.exact === undefined ? undefined : pick(at.exact, ask)
    if (found !== undefined) return { found, captures: undefined }
  } else {
    const slash = path.indexOf('/', start)
    const end = slash === -1 ? path.length : slash
    const segment = path.slice(start, end)
    const next = at.children?.get(segment)
    const match = next === undefined ? undefined : walk(next, path, end + 1, pick, ask)
    if (match !== undefined) return match
    if (at.param !== undefined && end > start) {
      const taken = walk(at.param, path, end + 1, pick, ask)
      if (taken !== undefined) {
        taken.captures = { value: segment, next: taken.captures }
        return taken
      }
    }
  }
  const found = at.rest === undefined ? undefined : pick(at.rest, ask)
  return found === undefined ? undefined : { found, captures: { value: path.slice(start), next: undefined } }
}
