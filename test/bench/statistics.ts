export interface Spread {
  readonly median: number
  /** The quartiles, between which half of the samples lie. */
  readonly low: number
  readonly high: number
}

export function spread(samples: readonly number[]): Spread {
  const sorted = [...samples].sort((a, b) => a - b)
  return { median: quantile(sorted, 0.5), low: quantile(sorted, 0.25), high: quantile(sorted, 0.75) }
}

function quantile(sorted: readonly number[], part: number): number {
  const at = (sorted.length - 1) * part
  const below = Math.floor(at)
  const here = sorted[below]!
  return here + ((sorted[below + 1] ?? here) - here) * (at - below)
}

/** Each sample divided by the floor's of the same round: what slowed the machine then, slowed both. */
export function ratios(samples: readonly number[], floor: readonly number[]): Spread {
  return spread(samples.map((one, round) => one / floor[round]!))
}
