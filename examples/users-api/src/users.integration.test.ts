import { createConnection } from 'mysql2/promise'
import { afterAll, beforeAll } from 'vitest'
import { usersSuite } from './users.suite.ts'

const server = 'mysql://root@127.0.0.1:3306'
const name = `sampan_users_${process.pid}`

beforeAll(() => administer(`create database ${name} character set latin1`))
afterAll(() => administer(`drop database ${name}`))

usersSuite({
  url: `${server}/${name}`,
  unreachable: `mysql://root:hunter2@127.0.0.1:1/${name}`,
  secrets: ['ECONNREFUSED', '127.0.0.1:1'],
})

async function administer(statement: string): Promise<void> {
  const connection = await createConnection(server)
  await connection.query(statement)
  await connection.end()
}
