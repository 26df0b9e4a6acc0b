import type { Identity } from '@sampan/core'
import { type Router, router } from '@sampan/middleware/router'

export const callers: { readonly [name: string]: Identity | undefined } = {
  nobody: undefined,
  ann: { type: 'jwt', id: 'ann', claims: { sub: 'ann' } },
  admin: { type: 'jwt', id: 'eve', claims: { roles: ['admin', 'staff'] } },
  reader: { type: 'jwt', id: 'bob', claims: { scope: 'read write' } },
  keycloak: { type: 'jwt', claims: { realm_access: { roles: ['admin'] } } },
  cognito: { type: 'jwt', claims: { 'cognito:groups': '[staff admin]' } },
}

const echo = ({ path, params }: { path: string; params: object }): string =>
  path.length > 99 ? 'long' : JSON.stringify(params)

export const api: Router = router()
  // Paths.
  .get('/', () => 'root')
  .get('/a/b', () => 'text')
  .get('/a/:x', echo)
  .get('/a/*/c', () => 'star')
  .get('/rest/**:rest', echo)
  .get('/page/:name?', echo)
  .get('/slash/', () => 'slash')
  .get('/ünï/:x', echo)
  // Types of the body.
  .post('/in', { consumes: 'application/json' }, () => 'json')
  .post('/in', { consumes: ['application/*+json', 'text/plain'] }, () => 'suffix')
  .post('/in', { consumes: 'text/*' }, () => 'text')
  .patch('/in', { consumes: 'application/merge-patch+json' }, () => 'patch')
  .put('/in', () => 'any')
  // Types of the reply.
  .get('/out', { produces: 'text/csv' }, () => 'csv')
  .get('/out', { produces: 'application/json' }, () => '{}')
  .get('/out', { produces: 'text/html' }, () => '<p>')
  .get('/list', { produces: ['text/csv', 'text/plain;format=flowed'] }, (event) =>
    String((event as { produces?: string }).produces),
  )
  // Callers.
  .get('/me', { identity: { authenticated: true } }, () => 'signed in')
  .get('/me', { identity: { roles: ['admin'] } }, () => 'admin')
  .get('/me', { identity: ({ sub }) => sub === 'ann' }, () => 'ann')
  .get('/write', { identity: { scopes: ['write'] } }, () => 'write')
  .get('/delete', { identity: { scopes: ['write', 'delete'] } }, () => 'delete')
  .get('/staff', { identity: { roles: ['admin', 'owner'] } }, () => 'staff')
  // Versions.
  .get('/v', { version: '1' }, () => 'one')
  .get('/v', { version: '2' }, () => 'two')
  .get('/v/open', { version: '2' }, () => 'two')
  .get('/v/open', () => 'open')
  // Hosts.
  .get('/h', { host: 'api.example.com' }, () => 'api')
  .get('/h', { host: '*.example.com' }, () => 'example')
  .get('/h', { host: '*.eu.example.com' }, () => 'eu')
  .post('/h', { host: 'api.example.com' }, () => 'post')
  .get('/h/only', { host: 'api.example.com', produces: 'text/csv' }, () => 'only')
  .get('/h/:x', () => 'less specific')
  // A miss of a more specific path is final; an unknown method is none.
  .post('/miss/text', { consumes: 'text/csv' }, () => 'text')
  .post('/miss/:x', () => 'param')
  .get('/miss/:x', () => 'get')
