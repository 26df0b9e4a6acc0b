/** Packs every public package as it would be published and lets publint, are-the-types-wrong and plain Node judge it. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'

interface Manifest {
  readonly name: string
  readonly private?: boolean
  readonly exports: { readonly [entry: string]: unknown }
}

const root = join(import.meta.dirname, '..')
const out = mkdtempSync(join(tmpdir(), 'sampan-pack-'))

function pack(folder: string): { readonly tarball: string; readonly files: readonly string[] } {
  const json = execFileSync('pnpm', ['pack', '--json', '--pack-destination', out], { cwd: folder, encoding: 'utf8' })
  const { filename, files } = JSON.parse(json) as { filename: string; files: readonly { path: string }[] }
  return { tarball: filename, files: files.map((file) => file.path) }
}

async function complaints(folder: string, manifest: Manifest): Promise<string[]> {
  const { tarball, files } = pack(folder)
  const found = files.filter((file) => /\.(test|test-d)\.|tsbuildinfo/.test(file)).map((file) => `packs ${file}`)
  for (const needed of ['README.md', 'LICENSE']) if (!files.includes(needed)) found.push(`does not pack ${needed}`)

  const { messages, pkg } = await publint({ pkgDir: folder, pack: { tarball: readFileSync(tarball).buffer }, strict: true })
  for (const message of messages) found.push(`publint: ${formatMessage(message, pkg, { color: false }) ?? message.code}`)

  found.push(...run('are-the-types-wrong', ['node_modules/.bin/attw', tarball, '--profile', 'esm-only', '--no-definitely-typed']))
  for (const entry of Object.keys(manifest.exports)) {
    const specifier = JSON.stringify(manifest.name + entry.slice(1))
    found.push(...run(`import ${specifier}`, [process.execPath, '--input-type=module', '-e', `await import(${specifier})`]))
  }
  return found
}

function run(what: string, [command = '', ...args]: string[]): string[] {
  try {
    execFileSync(command, args, { cwd: root, encoding: 'utf8', stdio: 'pipe' })
    return []
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string }
    return [`${what}:\n${stdout}${stderr}`]
  }
}

let failed = 0
try {
  for (const name of readdirSync(join(root, 'packages'), { withFileTypes: true })) {
    if (!name.isDirectory()) continue
    const folder = join(root, 'packages', name.name)
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
    if (manifest.private) continue
    const found = await complaints(folder, manifest)
    console.log(`${found.length === 0 ? 'ok  ' : 'FAIL'} ${manifest.name}`)
    for (const complaint of found) console.log(`     ${complaint}`)
    failed += found.length
  }
} finally {
  rmSync(out, { recursive: true })
}
process.exitCode = failed === 0 ? 0 : 1
