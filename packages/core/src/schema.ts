/**
 * The part of Standard Schema 1 (standardschema.dev) that is used here: what zod, valibot, arktype and others
 * implement. Declared here so that core has no dependency, as the specification invites to.
 */
export interface Schema<Input = unknown, Output = Input> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>
    readonly types?: { readonly input: Input; readonly output: Output } | undefined
  }
}

export type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] }

export interface SchemaIssue {
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}

/** What a schema gives for a valid value. */
export type Output<S> = S extends Schema<any, infer Out> ? Out : never

/** An issue as callers are shown it: where, as `items.0.id`, and what. */
export function plainIssue({ path, message }: SchemaIssue): { path: string; message: string } {
  const keys = (path ?? []).map((part) => String(typeof part === 'object' ? part.key : part))
  return { path: keys.join('.'), message }
}
