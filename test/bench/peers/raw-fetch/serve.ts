interface Event {
  rawPath: string
  rawQueryString: string
  cookies?: string[]
  headers: { [name: string]: string }
  body?: string
  isBase64Encoded: boolean
  requestContext: { domainName: string; http: { method: string } }
}

/** The shortest way from HTTP API to fetch and back. */
export function serve(fetch: (request: Request, url: URL) => Response | Promise<Response>) {
  return async (event: Event): Promise<object> => {
    const { method } = event.requestContext.http
    const headers = new Headers(event.headers)
    if (event.cookies) headers.set('cookie', event.cookies.join('; '))
    const url = `https://${event.requestContext.domainName}${event.rawPath}?${event.rawQueryString}`
    const body = event.isBase64Encoded ? Buffer.from(event.body!, 'base64') : event.body
    const request = new Request(url, { method, headers, ...(body !== undefined && { body }) })
    return envelope(await fetch(request, new URL(url)))
  }
}

export async function envelope(response: Response): Promise<object> {
  const type = response.headers.get('content-type') ?? ''
  const text = /json|text/.test(type)
  return {
    statusCode: response.status,
    headers: Object.fromEntries(response.headers),
    body: text ? await response.text() : Buffer.from(await response.arrayBuffer()).toString('base64'),
    isBase64Encoded: !text,
  }
}
