import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const config = fileURLToPath(new URL('../.oxlintrc.json', import.meta.url))
const oxlint = join(dirname(createRequire(import.meta.url).resolve('oxlint/package.json')), 'bin/oxlint')

/** Path, code, and what the rule says to it. */
const wrong: [path: string, code: string, says: string][] = [
  [
    'packages/aws/src/sibling.ts',
    "export { x } from '@sampan/tencent'",
    'aws may not import @sampan/tencent',
  ],
  [
    'packages/tencent/src/lazy.ts',
    "export const x = () => import('@sampan/aws')",
    'may not import @sampan/aws',
  ],
  [
    'packages/baidu/src/type.ts',
    "export type X = import('@sampan/aws').X",
    'baidu may not import @sampan/aws',
  ],
  ['packages/alibaba/src/samples.ts', "export * from '@sampan/node/samples'", 'may not import @sampan/node'],
  ['packages/node/src/up.ts', "export { x } from '@sampan/local'", 'node may not import @sampan/local'],
  [
    'packages/middleware/src/up.ts',
    "export { x } from '@sampan/aws'",
    'middleware may not import @sampan/aws',
  ],
  ['packages/bindings/src/up.ts', "export { x } from '@sampan/middleware/router'", 'bindings may not import'],
  ['packages/testing/src/up.ts', "export { x } from '@sampan/cli'", 'testing may not import @sampan/cli'],
  ['packages/local/src/up.ts', "export { x } from '@sampan/cli'", 'local may not import @sampan/cli'],
  [
    'packages/aws/src/escape.ts',
    "export { x } from '../../tencent/src/x.ts'",
    'import @sampan/tencent by name',
  ],
  [
    'packages/unknown/src/index.ts',
    "export { x } from '@sampan/core'",
    'packages/unknown is not in the table',
  ],

  ['packages/core/src/package.ts', "export { x } from 'rou3'", 'core imports nothing but its own files'],
  ['packages/core/src/up.ts', "export { x } from '@sampan/aws'", 'core imports nothing but its own files'],
  ['packages/core/src/builtin.ts', "export { x } from 'node:async_hooks'", 'core imports nothing'],
  [
    'packages/core/src/inline.ts',
    "import { type Hash } from 'node:crypto'\nexport type X = Hash",
    'core imports',
  ],

  ['packages/aws/src/static.ts', "export { readFile } from 'node:fs'", 'would load on every cold start'],
  [
    'packages/aws/src/inline.ts',
    "import { type Hash } from 'node:crypto'\nexport type X = Hash",
    'would load',
  ],

  [
    'packages/aws/src/vendor.ts',
    "export type { SQSEvent } from 'aws-lambda'",
    'is for tests; declare the payload',
  ],
  ['packages/aws/src/sdk.ts', "export { Lambda } from '@aws-sdk/client-lambda'", 'is an optional peer'],
  ['packages/alibaba/src/sdk.ts', "export type { X } from '@alicloud/fc20230330'", 'is an optional peer'],
  [
    'packages/tencent/src/sdk.ts',
    "export type X = import('tencentcloud-sdk-nodejs-scf').X",
    'is an optional peer',
  ],
  ['packages/baidu/src/sdk.ts', "export * from '@baiducloud/sdk'", 'is an optional peer'],

  ['examples/a/named.ts', "import { z } from 'zod'\nexport const x = z", 'import * as z from'],
  ['packages/cli/src/default.ts', "import z from 'zod'\nexport const x = z", 'import * as z from'],
  ['test/alias.ts', "import * as zod from 'zod'\nexport const x = zod", 'import * as z from'],
  ['test/again.ts', "export { string } from 'zod'", 'import * as z from'],
]

const right: [path: string, code: string][] = [
  ['packages/aws/src/core.ts', "export { on } from '@sampan/core'"],
  ['packages/aws/src/own.ts', "export { x } from './other.ts'"],
  ['packages/aws/src/sibling.test.ts', "export { x } from '@sampan/tencent'"],
  ['packages/aws/src/vendor.test.ts', "export type { SQSEvent } from 'aws-lambda'"],
  ['packages/aws/src/lazy.ts', "export const fs = () => import('node:fs')"],
  ['packages/aws/src/erased.ts', "export type { Hash } from 'node:crypto'"],
  ['packages/alibaba/src/lazy.ts', "export const sdk = () => import('@alicloud/fc2')"],
  ['packages/node/src/server.ts', "export { createServer } from 'node:http'"],
  ['packages/testing/src/down.ts', "export { x } from '@sampan/aws/samples'"],
  ['packages/cli/src/down.ts', "export { x } from '@sampan/local'"],
  ['packages/core/src/own.ts', "export { x } from './http/x.ts'"],
  ['packages/core/src/hooks.ts', "export type { AsyncLocalStorage } from 'node:async_hooks'"],
  ['examples/a/namespace.ts', "import * as z from 'zod'\nexport const x = z"],
]

interface Diagnostic {
  readonly code: string
  readonly filename: string
  readonly message: string
}

describe('the lint rules of the house', () => {
  let folder: string
  let found: readonly Diagnostic[]

  const messages = (path: string): string[] =>
    found.filter((one) => one.filename === path && one.code.startsWith('sampan')).map((one) => one.message)

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sampan-lint-'))
    await Promise.all(
      [...wrong, ...right].map(async ([path, code]) => {
        await mkdir(dirname(join(folder, path)), { recursive: true })
        await writeFile(join(folder, path), `${code}\n`)
      }),
    )
    const args = [oxlint, '-c', config, '--format', 'json', '.']
    const output = await new Promise<string>((done) => {
      execFile(process.execPath, args, { cwd: folder }, (_, stdout) => done(stdout))
    })
    found = (JSON.parse(output) as { diagnostics: Diagnostic[] }).diagnostics
  }, 30_000)

  afterAll(() => rm(folder, { recursive: true }))

  it.each(wrong)('%s fails', (path, _, says) => {
    expect(messages(path)).toEqual([expect.stringContaining(says)])
  })

  it.each(right)('%s passes', (path) => {
    expect(messages(path)).toEqual([])
  })
})
