import { once } from '@sampan/core'
import type { Generated, Kysely } from 'kysely'

export interface Tables {
  users: {
    id: Generated<number>
    name: string
    email: string
  }
}

/**
 * The database that `DATABASE_URL` names: `mysql://user:password@host/name`, `sqlite:file.db`, or when it is unset an
 * embedded SQLite in memory. Opened by the first call of an instance, shared by the others, tried again by the next
 * call if it failed, closed at shutdown. Only the driver that is used is loaded.
 */
export const database: () => Promise<Kysely<Tables>> = once(open, { stop: (db) => db.destroy() })

async function open(): Promise<Kysely<Tables>> {
  const url = process.env['DATABASE_URL'] ?? 'sqlite::memory:'
  if (url.startsWith('mysql:')) return (await import('./mysql.ts')).connect(url)
  if (url.startsWith('sqlite:')) return (await import('./sqlite.ts')).connect(url)
  // The address itself stays out of the message: it holds a password, and errors are logged.
  throw new Error('DATABASE_URL begins with neither mysql: nor sqlite:')
}
