import { checkOptions } from '@sampan/core/adapter'
import { successOf } from './content.ts'
import { errorResponses, PROBLEM } from './errors.ts'
import { checkInfo } from './info.ts'
import { isInternal } from './internal.ts'
import { operationOf } from './operation.ts'
import type { Variant } from './parameters.ts'
import { operationIdOf, type Template, templatesOf } from './path.ts'
import { collectSchemas } from './schemas.ts'
import type {
  DescribedRoute,
  Method,
  OpenApiDocument,
  OpenApiInfo,
  OpenApiOptions,
  Operation,
  OperationText,
  SecurityScheme,
} from './types.ts'

export type { JsonSchema, SchemaConverter } from './schemas.ts'
export { docsPage, serveOpenapi } from './serve.ts'
export type * from './types.ts'

interface Item {
  readonly template: Template
  readonly operations: Map<Method, Group>
}

interface Group {
  readonly exact: string
  /** Of its routes, as they say it: empty where they answer for whatever method is left. */
  readonly method: string
  readonly variants: Variant[]
  text: OperationText
}

const METHODS: readonly Method[] = ['get', 'put', 'post', 'delete', 'patch']

const INFO = ['title', 'version', 'summary', 'description', 'termsOfService', 'contact', 'license']
const OPTIONS = ['servers', 'securitySchemes', 'schemas', 'toJsonSchema', 'describe']
const TEXT = ['operationId', 'summary', 'description', 'tags', 'deprecated', 'responses']

const BEARER: { readonly [name: string]: SecurityScheme } = { bearer: { type: 'http', scheme: 'bearer' } }

/**
 * An OpenAPI 3.1 document of the routes that a router has by now: `openapi(api, { title: 'Shop', version: '1.0.0' })`.
 *
 * @throws SampanError SAMPAN_NO_JSON_SCHEMA (a schema whose library cannot tell what it takes), SAMPAN_UNKNOWN_OPTION
 */
export function openapi(
  router: { readonly routes: readonly DescribedRoute[] },
  info: OpenApiInfo,
  options: OpenApiOptions = {},
): OpenApiDocument {
  checkInfo('openapi()', info, INFO)
  checkOptions('openapi()', options, OPTIONS)
  const { servers, securitySchemes = BEARER, schemas: names, toJsonSchema } = options
  const schemas = collectSchemas({ target: 'draft-2020-12', toJsonSchema, names })
  const problem = schemas.add('Problem', PROBLEM)
  const items = itemsOf(router.routes, options)
  // What is given comes first: under a name that also reads another thing, that is the one to be called so.
  for (const { operations } of items.values()) {
    for (const { variants } of operations.values()) successOf(variants, schemas)
  }
  const ids = new Set<string>()
  const paths = [...items].map(([key, { template, operations }]) => {
    const entries = [...operations].map(([method, { variants, text }]): [Method, Operation] => {
      const id = uniqueId(text.operationId ?? operationIdOf(method, key), ids)
      return [method, operationOf(id, template, variants, text, schemas, Object.keys(securitySchemes))]
    })
    return [key, Object.fromEntries(entries)] as const
  })
  const all = paths.flatMap(([, item]) => Object.values(item))
  const statuses = new Set(all.flatMap(({ responses }) => Object.keys(responses)))
  const isSecured = all.some(({ security }) => security !== undefined)
  return {
    openapi: '3.1.1',
    info,
    ...(servers === undefined ? {} : { servers }),
    paths: Object.fromEntries(paths),
    components: {
      schemas: schemas.all(),
      responses: errorResponses(statuses, problem),
      ...(isSecured ? { securitySchemes } : {}),
    },
  }
}

function itemsOf(routes: readonly DescribedRoute[], { describe }: OpenApiOptions): Map<string, Item> {
  const items = new Map<string, Item>()
  const byShape = new Map<string, string>()
  const ordered = [...routes].sort((a, b) => rank(a) - rank(b))
  for (const route of ordered) {
    if (isInternal(route.inner)) continue
    const { method, path, options = {}, rules } = route
    const label = `${method} ${path}`.trim()
    const text = describe?.(route)
    if (text === false) continue
    checkOptions(`What describe() says of "${label}"`, text ?? {}, TEXT)
    const versionHeader = (rules?.versionHeader || 'Accept-Version').toLowerCase()
    for (const template of templatesOf(path)) {
      const variant: Variant = { label, template, options, versionHeader }
      for (const one of METHODS) {
        if (method !== '' && method.toLowerCase() !== one) continue
        const item = itemFor(template, one)
        const group = item.operations.get(one)
        if (group === undefined) {
          item.operations.set(one, { exact: template.exact, variants: [variant], text: text ?? {}, method })
        } else if (group.method === method) {
          group.variants.push(variant)
          group.text = { ...text, ...group.text }
        }
      }
    }
  }
  return items

  /** A rest and a single segment are one path to OpenAPI; where both know the method, the rest is marked. */
  function itemFor(template: Template, method: Method): Item {
    for (let { text, shape } = template; ; [text, shape] = [`${text}*`, `${shape}*`]) {
      const key = byShape.get(shape) ?? text
      byShape.set(shape, key)
      const item = items.get(key) ?? { template, operations: new Map<Method, Group>() }
      items.set(key, item)
      const group = item.operations.get(method)
      if (group === undefined || group.exact === template.exact) return item
    }
  }
}

/** What answers for what others leave comes last: a rest of the path, and of one path every other method. */
function rank({ path, method }: DescribedRoute): number {
  return (path.includes('/**') ? 2 : 0) + (method === '' ? 1 : 0)
}

function uniqueId(wanted: string, taken: Set<string>): string {
  let id = wanted
  for (let count = 2; taken.has(id); count++) id = wanted + count
  taken.add(id)
  return id
}
