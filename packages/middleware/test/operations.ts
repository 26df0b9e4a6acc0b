import { expect } from 'vitest'
import { type OpenApiDocument, openapi, type Operation } from '../src/openapi/index.ts'
import { router } from '../src/router/index.ts'
import { openapiErrors } from './documents.ts'

export const info = { title: 'Shop', version: '1.0.0' }

export const nothing = (): undefined => undefined

/** The one operation of the one path. */
export const only = (document: OpenApiDocument): Operation => {
  expect(openapiErrors(document)).toBeUndefined()
  const operations = Object.values(document.paths).flatMap((item) => Object.values<Operation>(item))
  expect(operations).toHaveLength(1)
  return operations[0]!
}

export const of = (add: (api: ReturnType<typeof router>) => { routes: readonly any[] }): Operation =>
  only(openapi(add(router()), info))

export const names = (operation: Operation): string[] =>
  (operation.parameters ?? []).map(
    ({ name, in: place, required }) => `${place} ${name}${required ? '' : '?'}`,
  )

export const statuses = (operation: Operation): string => Object.keys(operation.responses).join(' ')
