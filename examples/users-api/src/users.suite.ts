import { stopAll } from '@sampan/core/adapter'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { database } from './database.ts'
import { failuresSuite } from './failures.suite.ts'
import { gateways } from './gateways.ts'
import { migrate } from './migrate.ts'
import { get, pointTo, post, request, uniqueEmail } from './testing.ts'

/** Where the cases find a database of their own, and where there is none. */
export interface Engine {
  /** Undefined: as when `DATABASE_URL` is not set. */
  readonly url: string | undefined
  readonly unreachable: string
  /** What an error about the unreachable one speaks of. */
  readonly secrets: readonly string[]
}

const NO_IDS = [
  '1 OR 1=1',
  "1' OR '1'='1",
  '1; DROP TABLE users',
  '1 UNION SELECT 1,2,3',
  '1--',
  '(SELECT 1)',
  '１',
  '0',
  '-1',
  '1.5',
  '1e3',
  '0x10',
  ' 1',
  '1\n',
  '1\0',
  '9'.repeat(400),
]

/** The cases every engine passes, each through every native event of the four clouds. */
export function usersSuite(engine: Engine): void {
  beforeAll(async () => {
    pointTo(engine.url)
    await migrate(await database())
  })
  afterAll(async () => {
    expect(await stopAll()).toEqual([])
  })

  describe.each(gateways.map((gateway) => [`${gateway.cloud} ${gateway.event}`, gateway] as const))(
    '%s',
    (_name, gateway) => {
      test.each(['/users/2', '/users?id=2'])('%s is the row', async (path) => {
        expect(await get(gateway, path)).toMatchObject({
          status: 200,
          code: 0,
          message: 'ok',
          data: { id: 2, name: '张小泉', email: 'zhang@example.com' },
        })
      })

      test('lists by pages', async () => {
        const ids = async (query: string): Promise<unknown> =>
          ((await get(gateway, `/users?${query}`)).data as { id: number }[]).map(({ id }) => id)
        expect(await ids('limit=3')).toEqual([1, 2, 3])
        expect(await ids('limit=2&offset=1')).toEqual([2, 3])
        expect(await ids('offset=999999')).toEqual([])
        expect(await get(gateway, '/users')).toMatchObject({ status: 200, code: 0 })
      })

      test.each(['/users/999999', '/users?id=999999', '/users/999999999999999'])(
        '%s is not found',
        async (path) => {
          expect(await get(gateway, path)).toMatchObject({
            status: 404,
            code: -1,
            message: 'Data not found',
            data: null,
          })
        },
      )

      test('creates a row, character by character what was sent', async () => {
        const email = uniqueEmail()
        for (const name of ['Zoë 🚣 𠮷', `Robert'); DROP TABLE users; -- \\' " \``]) {
          const created = await post(gateway, { name, email: `${name.length}-${email}` })
          expect(created).toMatchObject({ status: 201, code: 0, data: { name } })
          const { id } = created.data as { id: number }
          for (const other of gateways) {
            expect((await get(other, `/users/${id}`)).data).toEqual(created.data)
          }
        }
      })

      test('an email is taken once', async () => {
        const user = { name: 'One', email: uniqueEmail() }
        expect(await post(gateway, user)).toMatchObject({ status: 201 })
        expect(await post(gateway, { ...user, email: user.email.toUpperCase() })).toMatchObject({
          status: 409,
          code: -409,
          data: null,
        })
      })

      test.each(['path', 'query'])('what is no id is refused in the %s, injections first', async (where) => {
        for (const id of NO_IDS) {
          const text = encodeURIComponent(id)
          const refused = await get(gateway, where === 'path' ? `/users/${text}` : `/users?id=${text}`)
          expect({ id, ...refused }).toMatchObject({
            id,
            status: 400,
            code: -400,
            data: [{ in: where === 'path' ? 'params' : 'query', path: 'id' }],
          })
        }
      })

      test('pages that make no sense are refused', async () => {
        for (const query of [
          'id=',
          'limit=0',
          'limit=101',
          'limit=1;--',
          'offset=-1',
          'offset=1%20OR%201=1',
        ]) {
          const refused = await get(gateway, `/users?${query}`)
          expect({ query, ...refused }).toMatchObject({ query, status: 400, code: -400 })
        }
      })

      test.each<[string, unknown, ...string[]]>([
        ['an empty object', {}, 'name', 'email'],
        ['an empty name', { name: ' ', email: 'a@example.com' }, 'name'],
        ['a long name', { name: 'x'.repeat(101), email: 'a@example.com' }, 'name'],
        ['no texts', { name: { toSqlString: 'x' }, email: ['a@example.com'] }, 'name', 'email'],
        ['an injection', { name: 'A', email: "' OR ''='@example.com" }, 'email'],
        ['a list', [], ''],
        ['a number', 7, ''],
      ])('a body that is %s is refused', async (_what, body, ...paths) => {
        const refused = await post(gateway, body)
        expect(refused).toMatchObject({ status: 400, code: -400 })
        expect((refused.data as { path: string }[]).map(({ path }) => path)).toEqual(paths)
      })

      test('a body that is no JSON, or of another type, is refused', async () => {
        expect(await post(gateway, '{"name":')).toMatchObject({ status: 400, code: -400 })
        expect(await post(gateway, '{"__proto__":{"name":"A","email":"a@example.com"}}')).toMatchObject({
          status: 400,
          code: -400,
        })
        expect(await post(gateway, '<user/>', 'application/xml')).toMatchObject({ status: 415, code: -415 })
      })

      test('other paths and methods have the envelope too', async () => {
        expect(await get(gateway, '/nothing')).toMatchObject({ status: 404, code: -404, data: null })
        expect(await request(gateway, 'DELETE', '/users/1')).toMatchObject({
          status: 405,
          code: -405,
          allow: 'GET, HEAD, OPTIONS',
        })
      })
    },
  )

  failuresSuite(engine)
}
