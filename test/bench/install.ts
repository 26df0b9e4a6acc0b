import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

const folder = new URL('.', import.meta.url)

/** The folder's own dependencies: at first use, and whenever the lock file has changed since. */
export function install(): void {
  const lock = read('pnpm-lock.yaml')
  // pnpm leaves the lock file of what it installed there.
  if (lock === read('node_modules/.pnpm/lock.yaml')) return
  const args = ['-y', 'pnpm@12', 'install', '--frozen-lockfile', '--ignore-workspace']
  const { status } = spawnSync('npx', args, { cwd: folder, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

function read(path: string): string | undefined {
  const file = new URL(path, folder)
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

/** The Node of a major version: this process's own, or the one that npm carried into this folder. */
export function nodeBinary(major: string): string {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath
  const file = new URL(`node_modules/node${major}/bin/node`, folder)
  if (!existsSync(file)) throw new Error(`There is no Node ${major} for this platform in test/bench`)
  return file.pathname
}
