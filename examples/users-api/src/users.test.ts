import { usersSuite } from './users.suite.ts'

usersSuite({
  url: undefined,
  unreachable: 'sqlite:/no/such/folder/users.db',
  secrets: ['/no/such/folder', 'SQLite3Error'],
})
