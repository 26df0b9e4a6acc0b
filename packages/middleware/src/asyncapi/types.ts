import type { Names, Schema } from '@sampan/core'
import type { JsonSchema, SchemaConverter } from '../openapi/schemas.ts'

/** What is written of an application under `info`. */
export interface AsyncApiInfo {
  readonly title: string
  /** Of the application, not of AsyncAPI. */
  readonly version: string
  readonly description?: string
  readonly termsOfService?: string
  readonly contact?: { readonly name?: string; readonly url?: string; readonly email?: string }
  readonly license?: { readonly name: string; readonly url?: string }
}

export interface AsyncApiOptions {
  /** The brokers, by a name of your choice: `{ production: { host: 'mq.example.com', protocol: 'amqps' } }`. */
  readonly servers?: { readonly [name: string]: AsyncApiServer }
  /** Resource names and the native names they stand for, as the adapters take them: they are the channels' addresses. */
  readonly names?: Names
  /** Schemas that become components under these names, beside those that carry a name of their own (zod's `id`). */
  readonly schemas?: { readonly [name: string]: Schema<any, any> }
  /** For libraries without Standard JSON Schema: `toJsonSchema: z.toJSONSchema`. */
  readonly toJsonSchema?: SchemaConverter
}

export interface AsyncApiServer {
  readonly host: string
  readonly protocol: string
  readonly pathname?: string
  readonly description?: string
}

/** An AsyncAPI 3 document: plain data, ready for JSON. */
export interface AsyncApiDocument {
  readonly asyncapi: '3.0.0'
  readonly info: AsyncApiInfo
  readonly servers?: { readonly [name: string]: AsyncApiServer }
  readonly defaultContentType: 'application/json'
  readonly channels: { readonly [id: string]: Channel }
  readonly operations: { readonly [id: string]: ChannelOperation }
  readonly components: { readonly schemas: { readonly [name: string]: JsonSchema } }
}

/** A queue, a bus or a stream. */
export interface Channel {
  /** Its native name. */
  readonly address: string
  readonly description: string
  readonly messages: { readonly [id: string]: Message }
}

export interface Message {
  readonly name: string
  /** Of the data as it is sent, in JSON Schema draft 7; absent where the trigger has no schema. */
  readonly payload?: JsonSchema
}

/** A function that takes messages of a channel. */
export interface ChannelOperation {
  readonly action: 'receive'
  readonly channel: Reference
  readonly messages: readonly Reference[]
}

interface Reference {
  readonly $ref: string
}
