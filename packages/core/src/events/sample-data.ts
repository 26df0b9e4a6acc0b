import type { CloudEvent } from './event.ts'

/** Data as a message's text: the inverse of `textData`. */
export function dataText(data: unknown): string {
  if (data instanceof Uint8Array) return Buffer.from(data).toString('utf8')
  return JSON.stringify(data)
}

/** Data as base64: the inverse of `base64Data`. */
export function dataBase64(data: unknown): string {
  return Buffer.from(data instanceof Uint8Array ? data : dataText(data)).toString('base64')
}

/** An event as a CloudEvent in JSON: the inverse of `cloudEventOf`. */
export function cloudEventText({ id, source, type, subject, time, data }: CloudEvent): string {
  const body = data instanceof Uint8Array ? { data_base64: dataBase64(data) } : { data }
  return JSON.stringify({ specversion: '1.0', id, source, type, subject, time, ...body })
}
