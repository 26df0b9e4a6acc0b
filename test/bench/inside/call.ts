/** Function Compute hands over the bytes of the event's JSON, CFC a third argument that ends the call. */
export type Form = 'bytes' | 'callback' | undefined

export type NativeHandler = (event: unknown, context: unknown, callback?: Callback) => unknown

type Callback = (error: unknown, result?: unknown) => void

/** The event as the platform's runtime hands it over: parsed anew for each call, because some peers write into it. */
export function deliver(json: string, form: Form): unknown {
  return form === 'bytes' ? Buffer.from(json) : (JSON.parse(json) as unknown)
}

/** The handler as something to wait for. */
export function caller(handler: NativeHandler, form: Form): NativeHandler {
  if (form !== 'callback') return handler
  return (event, context) =>
    new Promise((resolve, reject) => {
      handler(event, context, (error, result) => {
        if (error) reject(error)
        else resolve(result)
      })
    })
}
