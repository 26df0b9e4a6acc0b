export { apiKey } from './api-key.ts'
export { jwt } from './jwt.ts'
