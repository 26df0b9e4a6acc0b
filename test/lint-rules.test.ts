import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const config = fileURLToPath(new URL('../.oxlintrc.json', import.meta.url))
const oxlint = join(dirname(createRequire(import.meta.url).resolve('oxlint/package.json')), 'bin/oxlint')

/** Each is one file of an imagined package; `says` is what the rule answers, and `undefined` lets it pass. */
const cases: { path: string; code: string; says: string | undefined }[] = [
  wrong('packages/aws/src/sibling.ts', "export { scf } from '@sampan/tencent'", 'aws may not import @sampan/tencent'),
  wrong('packages/tencent/src/dynamic.ts', "export const x = () => import('@sampan/aws')", 'tencent may not import @sampan/aws'),
  wrong('packages/baidu/src/type.ts', "export type X = import('@sampan/aws').X", 'baidu may not import @sampan/aws'),
  wrong('packages/node/src/up.ts', "export { run } from '@sampan/local'", 'node may not import @sampan/local'),
  wrong('packages/middleware/src/up.ts', "export { x } from '@sampan/aws'", 'middleware may not import @sampan/aws'),
  wrong('packages/bindings/src/up.ts', "export { x } from '@sampan/middleware/router'", 'bindings may not import'),
  wrong('packages/testing/src/up.ts', "export { x } from '@sampan/cli'", 'testing may not import @sampan/cli'),
  wrong('packages/local/src/up.ts', "export { x } from '@sampan/cli'", 'local may not import @sampan/cli'),
  wrong('packages/aws/src/escape.ts', "export { x } from '../../tencent/src/x.ts'", 'leaves the package; import @sampan/tencent'),
  wrong('packages/unknown/src/index.ts', "export { x } from '@sampan/core'", 'packages/unknown is not in the table'),
  right('packages/aws/src/core.ts', "export { on } from '@sampan/core'"),
  right('packages/aws/src/own.ts', "export { x } from './other.ts'"),
  right('packages/testing/src/down.ts', "export { x } from '@sampan/aws/samples'"),
  right('packages/cli/src/down.ts', "export { x } from '@sampan/local'"),
  right('packages/aws/src/sibling.test.ts', "export { scf } from '@sampan/tencent'"),

  wrong('packages/core/src/package.ts', "export * as z from 'zod'", 'core imports nothing but its own files'),
  wrong('packages/core/src/up.ts', "export { x } from '@sampan/aws'", 'core imports nothing but its own files'),
  wrong('packages/core/src/builtin.ts', "export { AsyncLocalStorage } from 'node:async_hooks'", 'core imports nothing'),
  wrong('packages/core/src/inline.ts', "import { type Hash } from 'node:crypto'\nexport type X = Hash", 'core imports nothing'),
  right('packages/core/src/hooks.ts', "export type { AsyncLocalStorage } from 'node:async_hooks'"),
  right('packages/core/src/own.ts', "export { x } from './http/x.ts'"),

  wrong('packages/aws/src/static.ts', "export { readFile } from 'node:fs'", 'would load on every cold start'),
  right('packages/aws/src/lazy.ts', "export const fs = () => import('node:fs')"),
  right('packages/node/src/server.ts', "export { createServer } from 'node:http'"),

  wrong('packages/aws/src/vendor.ts', "export type { SQSEvent } from 'aws-lambda'", 'is for tests; declare the payload in native.ts'),
  wrong('packages/aws/src/sdk.ts', "export { Lambda } from '@aws-sdk/client-lambda'", 'is an optional peer'),
  wrong('packages/alibaba/src/sdk.ts', "export type { X } from '@alicloud/fc20230330'", 'is an optional peer'),
  wrong('packages/tencent/src/sdk.ts', "export type X = import('tencentcloud-sdk-nodejs-scf').X", 'is an optional peer'),
  right('packages/aws/src/vendor.test.ts', "export type { SQSEvent } from 'aws-lambda'"),
  right('packages/alibaba/src/lazy.ts', "export const sdk = () => import('@alicloud/fc2')"),

  wrong('examples/a/named.ts', "import { z } from 'zod'\nexport const x = z", 'import * as z from'),
  wrong('packages/cli/src/default.ts', "import z from 'zod'\nexport const x = z", 'import * as z from'),
  wrong('test/alias.ts', "import * as zod from 'zod'\nexport const x = zod", 'import * as z from'),
  wrong('test/again.ts', "export { string } from 'zod'", 'import * as z from'),
  right('examples/a/namespace.ts', "import * as z from 'zod'\nexport const x = z"),
]

function wrong(path: string, code: string, says: string): (typeof cases)[number] {
  return { path, code, says }
}

function right(path: string, code: string): (typeof cases)[number] {
  return { path, code, says: undefined }
}

interface Diagnostic {
  readonly code: string
  readonly filename: string
  readonly message: string
}

describe('the lint rules of the house', () => {
  let folder: string
  let found: readonly Diagnostic[]

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sampan-lint-'))
    await Promise.all(
      cases.map(async ({ path, code }) => {
        await mkdir(dirname(join(folder, path)), { recursive: true })
        await writeFile(join(folder, path), `${code}\n`)
      }),
    )
    const output = await new Promise<string>((done) => {
      execFile(process.execPath, [oxlint, '-c', config, '--format', 'json', '.'], { cwd: folder }, (_, stdout) => done(stdout))
    })
    found = (JSON.parse(output) as { diagnostics: Diagnostic[] }).diagnostics
  }, 30_000)

  afterAll(() => rm(folder, { recursive: true }))

  it.each(cases)('$path', ({ path, says }) => {
    const messages = found.filter((one) => one.filename === path && one.code.startsWith('sampan')).map((one) => one.message)
    if (says === undefined) expect(messages).toEqual([])
    else expect(messages.join('\n')).toContain(says)
  })
})
