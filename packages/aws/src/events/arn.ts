import { asText } from '@sampan/core/adapter'

/** The resource in an ARN, after any `type/`: `arn:aws:sqs:eu-west-1:123456789012:orders` gives `orders`. */
export function arnName(arn: unknown): string {
  const resource = typeof arn === 'string' ? arn.split(':').slice(5).join(':') : ''
  return resource.slice(resource.lastIndexOf('/') + 1)
}

/** What an event of EventBridge is about: the first of its resources, where it has any. */
export function firstArn(resources: unknown): string | undefined {
  return Array.isArray(resources) ? asText(resources[0]) : undefined
}
