import { vi } from 'vitest'
import { fc, type FcContext } from '../src/index.ts'
import type { Send } from '../../../test/support/events.ts'

/** The context that Function Compute's Node.js runtimes hand to a function. */
export function nativeContext(over: Partial<FcContext> = {}): FcContext {
  return {
    requestId: '1-66aa0001-0badcafe-0123456789ab',
    credentials: {},
    function: { name: 'shop', handler: 'index.handler', memory: 512, timeout: 10 },
    service: { qualifier: 'LATEST' },
    region: 'cn-hangzhou',
    accountId: '1000000000000003',
    retryCount: 0,
    tracing: { openTracingSpanBaggages: {} },
    ...over,
  }
}

/** An event as the runtime hands it over: the bytes of its JSON, or bytes that are none. */
export function bytesOf(native: unknown): Uint8Array {
  return native instanceof Uint8Array ? native : Buffer.from(JSON.stringify(native))
}

/** For the shared helpers of test/support/events.ts. */
export const send: Send = (native, fn, context) => fc(fn)(bytesOf(native), nativeContext(context))

/** Runs `work` with the log kept out of the test's output, and gives what was logged. */
export async function quiet(work: () => unknown): Promise<string[]> {
  const lines: string[] = []
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0)
  try {
    await work()
  } finally {
    write.mockRestore()
  }
  return lines
}
