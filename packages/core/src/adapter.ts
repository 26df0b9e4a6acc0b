/** What adapters, routers and other parts of the framework build on. */
export { bindingOf } from './binding.ts'
export type { Adapter, Codec, InvokeOptions } from './codec.ts'
export { Context, type ContextSource, toCredentials } from './context.ts'
export { createInvoke, type Invoke } from './driver.ts'
export { anyCodec, taskCodec } from './events/call-codecs.ts'
export { type CloudEventAttributes, cloudEventOf } from './events/cloud-event.ts'
export type { CallCodec, Delivery, EventCodec, Item, MessageCodec } from './events/codec.ts'
export {
  base64Data,
  bytesData,
  FlawedData,
  fromBase64,
  textData,
  valueData,
  textOrBytes,
} from './events/data.ts'
export { badEvent, firstOf, needText, recordsOf } from './events/records.ts'
export { timeOf, timeOfSeconds } from './events/time.ts'
export { lastForwarded } from './http/authority.ts'
export { BareRecord } from './http/bare.ts'
export { asText, isTrue, nativeBody, type NativeBody } from './http/field.ts'
export { httpCodec, type HttpPayloadSpec, type HttpRequestSpec } from './http/codec.ts'
export { replyCodec } from './http/reply-codec.ts'
export { decodePart } from './http/cookies.ts'
export { bodies, LazyHttpEvent } from './http/event.ts'
export { limitBody } from './http/limit.ts'
export type { NativeHeaders } from './http/headers.ts'
export { nativeHeader } from './http/native-header.ts'
export { methodNotAllowed, refuseMethod } from './http/method.ts'
export { isPlain, matchPath, normalPath, stripBase } from './http/path.ts'
export { parseRoute, type Route } from './http/pattern.ts'
export { chunksOf, collect, type Payload } from './http/payload.ts'
export { parseQuery } from './http/query.ts'
export { formatQuery, pairsOf, queryFrom } from './http/query-map.ts'
export { singleHeaders } from './http/single.ts'
export { isResponse } from './http/reply.ts'
export { HTTP_OPTIONS, type HttpOptions, type HttpSource } from './http/source.ts'
export { reasonPhrase } from './http/status.ts'
export { lazily } from './lazily.ts'
export { writeLine } from './log.ts'
export { runLayers } from './middleware.ts'
export { type NodeCallback, parseEvent, settleWith } from './native.ts'
export { stopAll } from './once.ts'
export {
  ADAPTER_OPTIONS,
  type AdapterArguments,
  type AdapterOptions,
  checkOptions,
  splitArguments,
} from './options.ts'
export { plainIssue } from './schema.ts'
export { parseJaeger, parseTraceparent } from './trace.ts'
export { warnOnce } from './warn.ts'
