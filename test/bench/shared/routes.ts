const RESOURCES = [
  'accounts',
  'addresses',
  'baskets',
  'brands',
  'carriers',
  'categories',
  'coupons',
  'currencies',
  'customers',
  'invoices',
  'orders',
  'payments',
  'products',
  'refunds',
  'regions',
  'reviews',
  'shipments',
  'stores',
  'suppliers',
  'taxes',
]

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT'
  /** Params as `:name`. */
  readonly path: string
}

/** The hundred routes of W3: twenty resources, five routes each. */
export const routes: readonly Route[] = RESOURCES.flatMap((name): Route[] => [
  { method: 'GET', path: `/${name}` },
  { method: 'POST', path: `/${name}` },
  { method: 'GET', path: `/${name}/:id` },
  { method: 'PUT', path: `/${name}/:id` },
  { method: 'GET', path: `/${name}/:id/notes/:note` },
])

/** What each route answers. */
export function routeAnswer(route: number, id?: string, note?: string): object {
  return { route, id, note }
}
