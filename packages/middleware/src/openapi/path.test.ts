import { expect, it } from 'vitest'
import { operationIdOf, templatesOf } from './path.ts'

it.each([
  ['/', ['/']],
  ['/users', ['/users']],
  ['/users/:id', ['/users/{id}']],
  ['/users/', ['/users/']],
  ['/docs/:page?', ['/docs', '/docs/{page}']],
  ['/:page?', ['/', '/{page}']],
  ['/a/*/b/*', ['/a/{any}/b/{any2}']],
  ['/:any/*', ['/{any}/{any2}']],
  ['/**', ['/{rest}']],
  ['/a/**:path', ['/a/{path}']],
])('%s is %j', (path, texts) => {
  expect(templatesOf(path).map(({ text }) => text)).toEqual(texts)
})

const of = (path: string): string[] => templatesOf(path).flatMap(({ shape, exact }) => [shape, exact])

it('shapes are told apart as OpenAPI does, and as the router does', () => {
  expect(of('/a/:x')).toEqual(['/a/{}', '/a/{}'])
  expect(of('/a/*')).toEqual(of('/a/:x'))
  expect(of('/a/**')).toEqual(['/a/{}', '/a/{**}'])
})

it.each([
  ['get', '/', 'getRoot'],
  ['get', '/users', 'getUsers'],
  ['put', '/users/{id}/photo', 'putUsersByIdPhoto'],
  ['get', '/order-items/v1.2', 'getOrderItemsV12'],
  ['get', '/caf%C3%A9', 'getCafé'],
  ['get', '/%zz', 'getZz'],
])('%s %s is %s', (method, template, id) => {
  expect(operationIdOf(method, template)).toBe(id)
})
