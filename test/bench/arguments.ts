import { parseArgs } from 'node:util'

export interface Arguments {
  /** `W1`, `cold`, `bytes`, …; all of them where none is named. */
  readonly parts: readonly string[]
  /** The Node that is measured: `20` is the one that runs this, `22` and `24` come with the folder's install. */
  readonly node: string
  /** The peers to run beside `raw`; all where undefined. */
  readonly peers: readonly string[] | undefined
  /** A tenth of the samples, and no report: for a look while working. */
  readonly quick: boolean
  /** The command as it was given, for the report. */
  readonly command: string
}

export function readArguments(argv: readonly string[]): Arguments {
  // pnpm hands a `--` on as it stands.
  const args = argv.filter((one) => one !== '--')
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      node: { type: 'string', default: process.versions.node.split('.', 1)[0]! },
      peers: { type: 'string' },
      quick: { type: 'boolean', default: false },
    },
  })
  return {
    parts: positionals,
    node: values.node,
    peers: values.peers?.split(','),
    quick: values.quick,
    command: ['pnpm bench', ...args].join(' '),
  }
}
