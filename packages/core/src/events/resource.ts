/** Resource names and the native names they stand for: `{ orders: 'prod-orders-7f3' }`. */
export type Names = { readonly [resource: string]: string }

/** A resource's name is the native name unless `names` maps it. */
export function nativeName(resource: string, names: Names): string {
  return Object.hasOwn(names, resource) ? names[resource]! : resource
}

/** Whether two resources stand for the same queue, bucket or bus. */
export function sameResource(one: string, other: string, names: Names): boolean {
  return nativeName(one, names) === nativeName(other, names)
}
