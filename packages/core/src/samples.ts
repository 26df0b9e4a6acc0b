/** What the `samples` entry points of the provider packages are built from. Never in a function's bundle. */
export {
  type HttpSample,
  joinedMap,
  multiMap,
  sampleBody,
  sampleReply,
  type SampleReply,
  type SampleRequest,
} from './http/sample.ts'
