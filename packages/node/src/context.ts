import { type ContextSource, parseJaeger, toCredentials } from '@sampan/core/adapter'
import type { Call } from './call.ts'
import type { Platform } from './platform.ts'

const { env } = process

/** Knative says in the environment which service and revision runs; any other server says nothing. */
const node: ContextSource<Call> = {
  provider: 'node',
  requestId: (call) => call.requestId,
  functionName: () => env['K_SERVICE'],
  functionVersion: () => env['K_REVISION'],
  region: () => undefined,
  memoryMb: () => undefined,
  remainingMs: () => undefined,
  credentials: () => undefined,
  signal: (call) => call.gone,
}

/** FC custom runtime or container: the common request headers. An unset one is sent empty. */
const alibaba: ContextSource<Call> = {
  ...node,
  provider: 'alibaba',
  functionName: (call) => call.header('x-fc-function-name') ?? env['FC_FUNCTION_NAME'],
  functionVersion: (call) => call.header('x-fc-version-id') ?? call.header('x-fc-qualifier'),
  region: (call) => call.header('x-fc-region') ?? env['FC_REGION'],
  memoryMb: (call) => Number(call.header('x-fc-function-memory')) || undefined,
  countsTime: true,
  remainingMs: (call, startedAt) => left(Number(call.header('x-fc-function-timeout')) * 1000, startedAt),
  // FC can be told to hand them over in the environment instead.
  credentials: (call) =>
    call.credentials ??
    toCredentials(
      env['ALIBABA_CLOUD_ACCESS_KEY_ID'],
      env['ALIBABA_CLOUD_ACCESS_KEY_SECRET'],
      env['ALIBABA_CLOUD_SECURITY_TOKEN'],
    ),
  trace: (call) => parseJaeger(call.header('x-fc-tracing-opentracing-span-context')),
}

/** SCF Web function or image function. Unlike FC, SCF writes the timeout in milliseconds. */
const tencent: ContextSource<Call> = {
  ...node,
  provider: 'tencent',
  functionName: (call) => call.header('x-scf-name') ?? env['SCF_FUNCTIONNAME'],
  functionVersion: (call) => call.header('x-scf-version') ?? env['SCF_FUNCTIONVERSION'],
  region: (call) => call.header('x-scf-region') ?? env['TENCENTCLOUD_REGION'],
  memoryMb: (call) => Number(call.header('x-scf-memory')) || undefined,
  countsTime: true,
  remainingMs: (call, startedAt) => left(Number(call.header('x-scf-timeout')), startedAt),
  credentials: (call) =>
    call.credentials ??
    toCredentials(
      env['TENCENTCLOUD_SECRETID'],
      env['TENCENTCLOUD_SECRETKEY'],
      env['TENCENTCLOUD_SESSIONTOKEN'],
    ),
}

export const contexts: { readonly [P in Platform]: ContextSource<Call> } = { node, alibaba, tencent }

function left(timeout: number, startedAt: number): number | undefined {
  return timeout > 0 ? startedAt + timeout - Date.now() : undefined
}
