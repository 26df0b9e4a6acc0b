/** Where this call belongs in a distributed trace. */
export interface Trace {
  /** 32 hexadecimal digits (W3C Trace Context). */
  readonly traceId: string
  /** 16 hexadecimal digits: the caller's span. */
  readonly spanId: string | undefined
  readonly sampled: boolean | undefined
}

const TRACEPARENT = /^[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(?:-|$)/

/**
 * W3C Trace Context, section 3.2: version, trace id, parent id, flags. All-zero ids and version ff are invalid;
 * only versions after 00 may have more fields.
 */
export function parseTraceparent(header: string | null | undefined): Trace | undefined {
  const match = header ? TRACEPARENT.exec(header) : null
  if (match === null) return undefined
  const [line, traceId, spanId, flags] = match as unknown as [string, string, string, string]
  if (/^ff|^00.*-$/.test(line) || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 }
}

const JAEGER = /^([\da-f]{1,32}):([\da-f]{1,16}):[\da-f]{1,16}:([\da-f]{1,2})$/i

/** `5f22f355044a957a:5708f3a959c45ab0:71ab2ba6f2a68f6a:1`: Jaeger's form, which leaves leading zeros out. */
export function parseJaeger(text: string | undefined): Trace | undefined {
  const match = JAEGER.exec(text ?? '')
  if (match === null) return undefined
  const [, trace, span, flags] = match as unknown as [string, string, string, string]
  if (/^0+$/.test(trace)) return undefined
  return {
    traceId: trace.toLowerCase().padStart(32, '0'),
    spanId: /^0+$/.test(span) ? undefined : span.toLowerCase().padStart(16, '0'),
    sampled: (Number.parseInt(flags, 16) & 1) === 1,
  }
}
