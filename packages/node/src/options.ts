import { SampanError } from '@sampan/core'
import { HTTP_OPTIONS, type HttpOptions } from '@sampan/core/adapter'
import type { Platform } from './platform.ts'

/** What is in front of the functions, and how much of a request they take. */
export interface ListenerOptions extends HttpOptions {
  /**
   * Most bytes of a request body; a larger one is answered with 413. Counted while it is read, whatever the client
   * declares. Default 10 MiB; `Infinity` for none.
   */
  readonly maxBodyBytes?: number
}

export interface ServeOptions extends ListenerOptions {
  /**
   * Default: what the platform says, then `PORT`, then 3000. On FC the platform says `FC_CUSTOM_LISTEN_PORT` or
   * `FC_SERVER_PORT`, and 9000 on SCF. With 0 the system picks a free one; see `NodeServer.port`.
   */
  readonly port?: number
  /**
   * Address to listen on. Default: all of them where somebody else connects (FC, SCF, Knative, Kubernetes, or a
   * platform that gives `PORT`), else 127.0.0.1, so that a server on a developer's machine is not on its network.
   */
  readonly host?: string
  /**
   * How long running calls may take to end once the server closes, in milliseconds; what is left then is cut off.
   * Default 8000, because many platforms kill ten seconds after SIGTERM.
   */
  readonly drainMs?: number
  /**
   * Whether SIGTERM and SIGINT close the server and then end the process: with code 0, or 1 when calls were cut off
   * or a resource could not be closed. Default true; false where the program has handlers of its own.
   */
  readonly signals?: boolean
}

export const LISTENER_OPTIONS: readonly string[] = [...HTTP_OPTIONS, 'maxBodyBytes']
export const SERVE_OPTIONS: readonly string[] = [...LISTENER_OPTIONS, 'port', 'host', 'drainMs', 'signals']

/** The longest that a timer takes: more would fire at once. */
const LONGEST_MS = 0x7fffffff

/** @throws SampanError SAMPAN_BAD_OPTION */
export function checkNumbers(owner: string, { maxBodyBytes, port, drainMs }: ServeOptions): void {
  if (maxBodyBytes !== Infinity) checkWhole(`${owner}: maxBodyBytes`, maxBodyBytes, Number.MAX_SAFE_INTEGER)
  checkWhole(`${owner}: port`, port, 65_535)
  checkWhole(`${owner}: drainMs`, drainMs, LONGEST_MS)
}

function checkWhole(name: string, value: number | undefined, most: number): void {
  if (value === undefined || (Number.isInteger(value) && value >= 0 && value <= most)) return
  throw new SampanError('SAMPAN_BAD_OPTION', `${name} is a whole number from 0 to ${most}, not ${value}`)
}

/** Where to listen: what the options say, then what the place says. Without a host Node takes IPv6 and IPv4. */
export function addressOf(
  { port, host }: ServeOptions,
  platform: Platform,
  env: NodeJS.ProcessEnv,
): { port: number; host: string | undefined } {
  return { port: port ?? defaultPort(platform, env), host: host ?? defaultHost(platform, env) }
}

function defaultPort(platform: Platform, env: NodeJS.ProcessEnv): number {
  // The platform's own word goes before PORT, which an image may carry for some other platform.
  if (platform === 'tencent') return 9000
  if (platform === 'node') return fromEnv(env, 'PORT') ?? 3000
  const said = fromEnv(env, 'FC_CUSTOM_LISTEN_PORT') ?? fromEnv(env, 'FC_SERVER_PORT')
  return said ?? fromEnv(env, 'PORT') ?? 9000
}

function defaultHost(platform: Platform, env: NodeJS.ProcessEnv): string | undefined {
  if (platform !== 'node') return '0.0.0.0'
  const called = env['PORT'] || env['K_SERVICE'] || env['KUBERNETES_SERVICE_HOST']
  return called ? undefined : '127.0.0.1'
}

function fromEnv(env: NodeJS.ProcessEnv, name: string): number | undefined {
  const text = env[name]
  if (!text) return undefined
  // Kubernetes sets PORT to `tcp://10.3.0.1:80` where a service happens to be called so.
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text)
  throw new SampanError(
    'SAMPAN_BAD_OPTION',
    `The environment variable ${name} is no port: ${JSON.stringify(text)}`,
  )
}
