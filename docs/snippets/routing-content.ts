import { http, on } from '@sampan/core'
import { router } from '@sampan/middleware/router'

const rows = [{ id: 1, total: 30 }]

export const api = on(
  http(),
  router()
    .post('/orders', { consumes: 'application/json' }, (event) => event.json())
    .post('/orders', { consumes: 'text/csv' }, async (event) => (await event.text()).split('\n'))
    .get('/orders', { produces: 'application/json' }, () => rows)
    .get('/orders', { produces: 'text/csv' }, () => rows.map(({ id, total }) => `${id},${total}`).join('\n'))
    .get('/orders', { produces: 'text/csv', identity: { roles: ['auditor'] } }, () => 'the long list')
    .delete('/orders', { identity: { scopes: ['orders:delete'] } }, () => {})
    .get('/status', () => 'up')
    .get('/status', { version: '2' }, () => ({ state: 'up' }))
    .get('/status', { host: '*.internal.example.com' }, () => ({ state: 'up', rows: rows.length })),
)
