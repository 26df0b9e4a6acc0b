import type { Context, HttpEvent } from '@sampan/core'
import type { Route } from './route.ts'
import type { Capture } from './table.ts'

/** What the table holds for a path shape: by method (`''` for every other one) the routes of its most specific host. */
export type Slot = Map<string, Entry>

/** The routes of one path shape, method and host. */
export interface Entry {
  readonly host: string | undefined
  /** In the order in which they are asked. */
  readonly routes: readonly Route[]
  /** Of the params, as the first route calls them. */
  readonly names: readonly string[]
  /** A lone route that asks for nothing is run as it is: nothing else is on its way. */
  readonly run: (event: any, context: Context, captures: Capture | undefined) => unknown
  /** Of a less specific host. */
  next: Entry | undefined
}

/** The first of a method's entries that has the event's host. */
export function atHost(first: Entry | undefined, event: HttpEvent<any>): Entry | undefined {
  let entry = first
  while (entry?.host !== undefined && !fitsHost(entry.host, event)) entry = entry.next
  return entry
}

/** An exact host goes before `*.example.com`, of these the longer one first, and all before none. Two of a rank differ. */
export function hostRank(host: string | undefined): string {
  if (host === undefined) return ''
  return `${host.startsWith('*') ? 1 : 2}${String(host.length).padStart(4, '0')}${host}`
}

/** By the event's URL: its host is the platform's where that says one, and never more than a host. */
function fitsHost(host: string, event: HttpEvent<any>): boolean {
  const asked = /^\w+:\/\/([^/:]*)/.exec(event.url)![1]!.toLowerCase().replace(/\.$/, '')
  return host.startsWith('*') ? asked.endsWith(host.slice(1)) : asked === host
}
