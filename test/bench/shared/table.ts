export interface Shape {
  readonly method: 'GET' | 'POST'
  /** Params as `:name`. */
  readonly path: string
}

const FORMS = ['', '/:id', '/:id/notes', '/:id/notes/:note', '/recent/all'] as const

/** So many routes, five of each resource, in a fixed order. */
export function shapes(count: number): Shape[] {
  return Array.from({ length: count }, (_, at) => ({
    method: at % 7 === 0 ? 'POST' : 'GET',
    path: `/resource${Math.floor(at / FORMS.length)}${FORMS[at % FORMS.length]}`,
  }))
}
