/** What the `samples` entry points of the provider packages are built from. Never in a function's bundle. */
export { callSamples } from './events/call-sample.ts'
export { type EventSample, onlyOne } from './events/sample.ts'
export { cloudEventText, dataBase64, dataText } from './events/sample-data.ts'
export {
  type HttpSample,
  joinedMap,
  multiMap,
  refuseEnvelope,
  sampleBody,
  type SampleReply,
  type SampleRequest,
} from './http/sample.ts'
export {
  readBody,
  readEnvelope,
  readHeaders,
  readLine,
  readReply,
  readStatus,
} from './http/sample-envelope.ts'
export {
  bodyByType,
  canonicalCase,
  decodedQuery,
  decodePath,
  headersExcept,
  lastMap,
  lowerCase,
  sentHeader,
} from './http/sample-request.ts'
