/** What the Lambda Runtime API takes as one response, JSON and base64 included; above it answers 413. */
export const LAMBDA_LIMIT = 6_291_556
