import type { Fc2Exchange, Fc2Response } from '../../native.ts'

/** Tells the second argument of an HTTP handler from that of an event handler, which is the context. */
export function isFc2Response(value: unknown): value is Fc2Response {
  return typeof (value as Partial<Fc2Response> | null | undefined)?.send === 'function'
}

/** The two arguments of an FC 2.0 HTTP handler. No JSON can pass for them: it spells no functions. */
export function isExchange(native: any): native is Fc2Exchange {
  return native?.req != null && isFc2Response(native.resp)
}
