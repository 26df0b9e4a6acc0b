export { apiKey, type ApiKey, type ApiKeyOptions, type KeyOwner } from './api-key.ts'
export { jwt } from './jwt.ts'
export type { JwtAlgorithm, JwtKeys, JwtOptions } from './jwt-types.ts'
/** `auth.jwt()` and `auth.apiKey()`. As a namespace, so that a bundle carries only the one that is used. */
export * as auth from './methods.ts'
