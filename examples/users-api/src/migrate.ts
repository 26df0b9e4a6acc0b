import { type Kysely, type Migration, Migrator, MysqlAdapter, sql } from 'kysely'
import type { Tables } from './database.ts'

/** By name, in this order, each once; what has run is never edited, a change is a new one. */
const migrations: { [name: string]: Migration } = {
  '001-users': {
    async up(db: Kysely<Tables>) {
      const table = db.schema
        .createTable('users')
        .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
        .addColumn('name', 'varchar(100)', (column) => column.notNull())
        .addColumn('email', 'varchar(255)', (column) => column.notNull().unique())
      // Servers may still create tables as latin1, and `utf8` is theirs for three bytes: no emoji, no rare 汉字.
      // The binary collation compares as SQLite does: José and Jose are two.
      const mysql = db.getExecutor().adapter instanceof MysqlAdapter
      await (mysql ? table.modifyEnd(sql`character set utf8mb4 collate utf8mb4_bin`) : table).execute()
    },
  },
  '002-first-users': {
    async up(db: Kysely<Tables>) {
      await db
        .insertInto('users')
        .values([
          { name: 'Ada Lovelace', email: 'ada@example.com' },
          { name: '张小泉', email: 'zhang@example.com' },
          { name: 'Zoë 🚣', email: 'zoe@example.com' },
        ])
        .execute()
    },
  },
}

/** Brings the database up to date. Safe to run again, and by several at once: kysely holds a lock meanwhile. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw error
}
