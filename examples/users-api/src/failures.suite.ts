import { stopAll } from '@sampan/core/adapter'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { database } from './database.ts'
import { gateways } from './gateways.ts'
import { get, pointTo, post, quietly, uniqueEmail } from './testing.ts'
import type { Engine } from './users.suite.ts'

const INTERNAL = { status: 500, code: -999, message: 'Internal error', data: null }

/** Many at once, and an engine that fails. */
export function failuresSuite(engine: Engine): void {
  test('50 creations at once are 50 rows', async () => {
    const users = Array.from({ length: 50 }, (_, nth) => ({ name: `Nth ${nth}`, email: uniqueEmail() }))
    const created = await Promise.all(users.map((user, nth) => post(gateways[nth % gateways.length]!, user)))
    expect(created.map(({ status }) => status)).toEqual(users.map(() => 201))
    const rows = created.map(({ data }) => data as { id: number })
    expect(new Set(rows.map(({ id }) => id)).size).toBe(50)
    for (const [nth, { id }] of rows.entries()) {
      const { data } = await get(gateways[(nth + 1) % gateways.length]!, `/users/${id}`)
      expect(data).toEqual({ id, ...users[nth] })
    }
  })

  test('of 50 creations at once with one email, one wins', async () => {
    const user = { name: 'Racer', email: uniqueEmail() }
    const created = await Promise.all(
      Array.from({ length: 50 }, (_, nth) => post(gateways[nth % gateways.length]!, user)),
    )
    const statuses = created.map(({ status }) => status)
    expect(statuses.filter((status) => status === 201)).toHaveLength(1)
    expect(statuses.filter((status) => status === 409)).toHaveLength(49)
  })

  test('a query that fails is -999; the log knows why, the caller does not', async () => {
    const db = await database()
    await sql`alter table users rename to absent`.execute(db)
    try {
      for (const gateway of gateways) {
        const { answer, logged } = await quietly(() => get(gateway, '/users/1'))
        expect(answer).toMatchObject(INTERNAL)
        expect(logged).toMatch(/"message":"request failed".*users/)
      }
    } finally {
      await sql`alter table absent rename to users`.execute(db)
    }
  })

  test('an engine that is down is -999, and is tried again by the next call', async () => {
    for (const gateway of gateways) {
      await stopAll()
      pointTo(engine.unreachable)
      const { answer, logged } = await quietly(() => get(gateway, '/users/1'))
      expect(answer).toMatchObject(INTERNAL)
      for (const secret of engine.secrets) {
        expect(logged).toContain(secret)
        expect(JSON.stringify(answer)).not.toContain(secret)
      }
      pointTo(engine.url)
      expect(await get(gateway, '/users/1')).toMatchObject({ status: 200, data: { id: 1 } })
    }
  })
}
