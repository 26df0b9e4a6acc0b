/** Handlers that serve the document: they are no part of it. */
const handlers = /* @__PURE__ */ new WeakSet<object>()

export function internal<Handler extends object>(handler: Handler): Handler {
  handlers.add(handler)
  return handler
}

export function isInternal(handler: unknown): boolean {
  return typeof handler === 'function' && handlers.has(handler)
}
