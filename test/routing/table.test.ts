import { expect, it } from 'vitest'
import { api, callers } from './api.ts'
import { asker } from './ask.ts'
import { pairRows, pairs } from './pairs.ts'
import { rows } from './rows.ts'

const askPairs = asker(pairs())

it.each(pairRows)('POST %s with %s: %s', async (path, request, expected) => {
  const has = (letter: string): boolean => request.includes(`+${letter}`)
  const { status, body } = await askPairs({
    method: 'POST',
    path,
    headers: {
      'content-type': has('c') ? 'text/csv' : 'application/json',
      accept: has('p') ? 'text/html' : 'image/png',
      'accept-version': has('v') ? '2' : '9',
    },
    identity: has('i') ? callers['admin'] : callers['ann'],
  })
  expect(status === 200 ? body : String(status)).toBe(expected)
})

const ask = asker(api)

const titled = rows.map(
  (row) => [`${row[0].slice(0, 60)} ${JSON.stringify(row[1])} by ${row[2]}: ${row[3]}`, row] as const,
)

it.each(titled)('%s', async (_title, [request, headers, caller, status, answer, replied = {}]) => {
  const [method, path] = request.split(' ') as [string, string]
  const got = await ask({ method, path, headers, identity: callers[caller] })
  expect(got).toMatchObject({ status, headers: replied })
  // A problem names its status in the body, too.
  expect(answer === undefined ? JSON.parse(got.body).status : got.body).toBe(answer ?? status)
})

it('has 120 rows and more', () => {
  expect(pairRows.length + rows.length).toBeGreaterThan(120)
})
