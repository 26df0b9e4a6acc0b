import { HttpError, type Middleware, type Reply, reply } from '@sampan/core'

/** The body of every answer of this API. */
export interface Envelope {
  /** 0, -1 (there is no such row), -999 (our fault), or minus the HTTP status of any other refusal. */
  code: number
  message: string
  data: unknown
}

export function ok(data: unknown, status = 200): Reply {
  return answer(status, 0, 'ok', data)
}

export function notFound(): Reply {
  return answer(404, -1, 'Data not found')
}

/**
 * Errors in this API's own form instead of problem+json. What was refused is told with its reason; of a failure of
 * ours the caller learns nothing, because exceptions speak of tables, hosts and passwords: they go to the log.
 */
export const envelope: Middleware = async (_event, context, next) => {
  try {
    return await next()
  } catch (error) {
    if (error instanceof HttpError && error.status < 500) {
      return answer(error.status, -error.status, error.message, error.details, error.headers)
    }
    context.log.error('request failed', { error })
    return answer(500, -999, 'Internal error')
  }
}

function answer(
  status: number,
  code: number,
  message: string,
  data: unknown = null,
  headers?: HttpError['headers'],
): Reply {
  return reply(status, { code, message, data } satisfies Envelope, headers)
}
