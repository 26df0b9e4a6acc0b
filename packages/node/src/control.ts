import { collect, parseEvent, stopAll, writeLine } from '@sampan/core/adapter'
import type { Call } from './call.ts'
import type { Answer } from './outflow.ts'

/** What FC and SCF ask of the server for themselves. */
export type Control = 'event' | 'initialize' | 'pre-freeze' | 'pre-stop'

const FC = new Map<string | undefined, readonly [method: string, control: Control]>([
  ['/invoke', ['POST', 'event']],
  ['/initialize', ['POST', 'initialize']],
  ['/pre-freeze', ['GET', 'pre-freeze']],
  ['/pre-stop', ['GET', 'pre-stop']],
])

/**
 * Undefined for a caller's own request, whatever its path: FC says in a header, which callers cannot send there,
 * that a request for `/invoke` came by the HTTP trigger. Local emulators leave the header out; the path decides.
 * SCF says nothing of the kind: its `POST /event-invoke` is always the platform's.
 */
export function controlOf({ platform, request }: Call): Control | undefined {
  if (platform === 'node') return undefined
  if (platform === 'tencent') {
    return request.method === 'POST' && request.url === '/event-invoke' ? 'event' : undefined
  }
  const path = (request.headers['x-fc-control-path'] as string | undefined) || request.url
  const [method, control] = FC.get(path) ?? []
  return request.method === method ? control : undefined
}

/** `runEvent` takes the event through the codecs; one that none of them knows is refused by an error. */
export async function answerControl(
  control: Control,
  call: Call,
  runEvent: (event: unknown) => Promise<Answer>,
): Promise<Answer> {
  try {
    if (control === 'pre-stop') await stopResources()
    const answer: Partial<Answer> =
      control === 'event' ? await runEvent(parseEvent(await collect(call.intake.read() ?? ''))) : {}
    return { status: 200, headers: { ...answer.headers, ...fcStatus(call, 200) }, body: answer.body }
  } catch (error) {
    writeLine('error', 'the event failed', undefined, { requestId: call.requestId, error })
    return failedEvent(call, error)
  }
}

/** Closes what `once` opened. False when something could not be closed. */
export async function stopResources(): Promise<boolean> {
  const failures = await stopAll()
  for (const error of failures) writeLine('error', 'closing a resource failed', undefined, { error })
  return failures.length === 0
}

/** In the form of the platforms' own runtimes. FC counts a call without x-fc-status as a success, whatever its status. */
function failedEvent(call: Call, error: unknown): Answer {
  const { message, name, code } = error as Partial<Error & { code: unknown }>
  const body = JSON.stringify({
    errorMessage: message ?? String(error),
    errorType: typeof code === 'string' ? code : (name ?? typeof error),
  })
  return {
    status: call.platform === 'alibaba' ? 404 : 500,
    headers: { 'content-type': 'application/json', ...fcStatus(call, 404) },
    body,
  }
}

function fcStatus(call: Call, status: number): { [name: string]: string } {
  return call.platform === 'alibaba' ? { 'x-fc-status': String(status) } : {}
}
