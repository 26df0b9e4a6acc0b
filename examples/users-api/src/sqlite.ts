import { Kysely, type SqliteDatabase, SqliteDialect } from 'kysely'
import sqlite, { type BindValues, type Database } from 'node-sqlite3-wasm'
import type { Tables } from './database.ts'
import { migrate } from './migrate.ts'

/** Nobody else prepares an embedded database, so it is migrated when it is opened. */
export async function connect(url: string): Promise<Kysely<Tables>> {
  const db = new Kysely<Tables>({
    dialect: new SqliteDialect({ database: adapt(new sqlite.Database(url.slice('sqlite:'.length))) }),
  })
  try {
    await migrate(db)
    return db
  } catch (error) {
    await db.destroy()
    throw error
  }
}

/** node-sqlite3-wasm as kysely expects it. Statements are freed at once: WebAssembly's memory has no collector. */
function adapt(db: Database): SqliteDatabase {
  return {
    close: () => db.close(),
    prepare(sql) {
      const all = (values: readonly unknown[]): unknown[] => db.all(sql, values as BindValues)
      return {
        reader: /^(?:select|with|pragma)\b/i.test(sql),
        all,
        iterate: (values) => all(values).values(),
        run: (values) => db.run(sql, values as BindValues),
      }
    },
  }
}
