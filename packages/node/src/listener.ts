import type { IncomingMessage, ServerResponse } from 'node:http'
import { type AdapterArguments, splitArguments } from '@sampan/core/adapter'
import { createHandler } from './handler.ts'
import { checkNumbers, LISTENER_OPTIONS, type ListenerOptions } from './options.ts'
import { detectPlatform } from './platform.ts'

/** What `http.createServer` and Connect-style frameworks call. */
export type Listener = (request: IncomingMessage, response: ServerResponse) => void

/**
 * Functions in a server of your own: `createServer(listener(api))`. Its timeouts, its closing and what `once` opened
 * are yours then.
 *
 * @throws SampanError SAMPAN_BAD_OPTION, SAMPAN_UNKNOWN_OPTION, SAMPAN_BAD_FUNCTION
 */
export function listener(...args: AdapterArguments<ListenerOptions>): Listener {
  const { functions, options } = splitArguments('listener()', args, LISTENER_OPTIONS)
  checkNumbers('listener()', options)
  const handler = createHandler(functions, options, detectPlatform(process.env))
  return (request, response) => handler.handle(request, response, false)
}
