import { database } from './database.ts'

export interface NewUser {
  name: string
  email: string
}

export interface User extends NewUser {
  id: number
}

const COLUMNS = ['id', 'name', 'email'] as const

export async function findUser(id: number): Promise<User | undefined> {
  const db = await database()
  return db.selectFrom('users').select(COLUMNS).where('id', '=', id).executeTakeFirst()
}

export async function listUsers(page: { limit: number; offset: number }): Promise<User[]> {
  const db = await database()
  return db.selectFrom('users').select(COLUMNS).orderBy('id').limit(page.limit).offset(page.offset).execute()
}

/** Undefined where somebody has the email already. The table's own index decides: asking first would be a race. */
export async function createUser({ name, email }: NewUser): Promise<User | undefined> {
  const db = await database()
  try {
    const { insertId } = await db.insertInto('users').values({ name, email }).executeTakeFirstOrThrow()
    return { id: Number(insertId), name, email }
  } catch (error) {
    if (isDuplicate(error)) return undefined
    throw error
  }
}

/** MySQL has a code for it, SQLite says it in words. */
function isDuplicate(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown }
  return code === 'ER_DUP_ENTRY' || String(message).startsWith('UNIQUE constraint failed')
}
