import { readdirSync, rmSync } from 'node:fs'

/** Removes every build, so that nothing of a deleted source is published. */
for (const name of readdirSync('packages')) rmSync(`packages/${name}/dist`, { recursive: true, force: true })
