/** Reason phrases of RFC 9110 and RFC 6585, one string because they are in every function's bundle. */
const PHRASES =
  '200OK,201Created,202Accepted,204No Content,206Partial Content,301Moved Permanently,302Found,303See Other,' +
  '304Not Modified,307Temporary Redirect,308Permanent Redirect,400Bad Request,401Unauthorized,403Forbidden,' +
  '404Not Found,405Method Not Allowed,406Not Acceptable,409Conflict,410Gone,412Precondition Failed,' +
  '413Content Too Large,415Unsupported Media Type,422Unprocessable Content,429Too Many Requests,' +
  '500Internal Server Error,501Not Implemented,502Bad Gateway,503Service Unavailable,504Gateway Timeout'

/** The standard phrase of a status, or the name of its class. */
export function reasonPhrase(status: number): string {
  const at = PHRASES.indexOf(String(status))
  if (at === -1)
    return status < 300
      ? 'Success'
      : status < 400
        ? 'Redirect'
        : status < 500
          ? 'Client Error'
          : 'Server Error'
  const end = PHRASES.indexOf(',', at)
  return PHRASES.slice(at + 3, end === -1 ? undefined : end)
}
