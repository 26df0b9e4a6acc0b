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
const attw = join(root, 'node_modules/.bin/attw')
const out = mkdtempSync(join(tmpdir(), 'sampan-pack-'))

function pack(folder: string): { readonly tarball: string; readonly files: readonly string[] } {
  const json = execFileSync('pnpm', ['pack', '--json', '--pack-destination', out], {
    cwd: folder,
    encoding: 'utf8',
  })
  const { filename, files } = JSON.parse(json) as { filename: string; files: readonly { path: string }[] }
  return { tarball: filename, files: files.map((file) => file.path) }
}

async function complaints(folder: string, manifest: Manifest): Promise<string[]> {
  const { tarball, files } = pack(folder)
  const needed = ['README.md', 'LICENSE'].filter((file) => !files.includes(file))
  const unwanted = files.filter((file) => /\.(test|test-d)\.|tsbuildinfo/.test(file))
  const { messages, pkg } = await publint({
    pack: { tarball: Uint8Array.from(readFileSync(tarball)).buffer },
    strict: true,
  })
  const entries = Object.keys(manifest.exports).map((entry) => JSON.stringify(manifest.name + entry.slice(1)))
  return [
    ...needed.map((file) => `${file} is not packed`),
    ...unwanted.map((file) => `${file} is packed`),
    ...messages.map((message) => formatMessage(message, pkg, { color: false }) ?? message.code),
    ...run(attw, tarball, '--profile', 'esm-only', '--no-definitely-typed'),
    ...run(
      process.execPath,
      '--input-type=module',
      '-e',
      entries.map((entry) => `import ${entry};`).join(''),
    ),
  ]
}

/** What a command that failed has written; nothing of one that did not. */
function run(command: string, ...args: string[]): string[] {
  try {
    execFileSync(command, args, { cwd: root, encoding: 'utf8', stdio: 'pipe' })
    return []
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string }
    return [stdout + stderr]
  }
}

try {
  for (const entry of readdirSync(join(root, 'packages'), { withFileTypes: true })) {
    if (!entry.isDirectory()) continue
    const folder = join(root, 'packages', entry.name)
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
    if (manifest.private) continue
    const found = await complaints(folder, manifest)
    console.log(`${found.length === 0 ? 'ok  ' : 'FAIL'} ${manifest.name}`)
    for (const complaint of found) console.log(`     ${complaint}`)
    if (found.length > 0) process.exitCode = 1
  }
} finally {
  rmSync(out, { recursive: true })
}
