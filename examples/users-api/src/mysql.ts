import { Kysely, MysqlDialect, sql } from 'kysely'
import { createPool } from 'mysql2'
import type { Tables } from './database.ts'

export async function connect(url: string): Promise<Kysely<Tables>> {
  const pool = createPool({
    uri: url,
    charset: 'utf8mb4',
    // Clouds start instances by the hundred, and all their pools together must not exhaust the one server.
    connectionLimit: 5,
    // The default of 10 s is as long as many a function may run: the caller should see an answer before that.
    connectTimeout: 3000,
    // mysql2 would write an object given for a `?` as `key = value`, which is the way around a parameter.
    stringifyObjects: true,
  })
  const db = new Kysely<Tables>({ dialect: new MysqlDialect({ pool }) })
  try {
    // A pool opens its connections when they are asked for; this one tells now whether the server is there.
    await sql`select 1`.execute(db)
    return db
  } catch (error) {
    await db.destroy()
    throw error
  }
}
