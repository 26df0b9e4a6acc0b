/** The content coding of `offered`, the best first, that an Accept-Encoding asks for (RFC 9110, section 12.5.3). */
export function negotiate<Coding extends string>(
  accept: string | null,
  offered: readonly Coding[],
): Coding | undefined {
  const weights = weightsOf(accept ?? '')
  let chosen: Coding | undefined
  let best = 0
  for (const coding of offered) {
    const weight = weights.get(coding) ?? weights.get('*') ?? 0
    if (weight > best) [chosen, best] = [coding, weight]
  }
  // Who names identity with a higher q wants the bytes as they are; who does not name it takes them last.
  return (weights.get('identity') ?? 0) > best ? undefined : chosen
}

function weightsOf(accept: string): Map<string, number> {
  const weights = new Map<string, number>()
  for (const part of accept.toLowerCase().split(',')) {
    const [name, ...params] = part.split(';').map((one) => one.trim())
    const weight = params.find((param) => param.startsWith('q='))
    const q = weight === undefined ? 1 : Number(weight.slice(2))
    // What is no weight is no wish for it.
    weights.set(name === 'x-gzip' ? 'gzip' : name!, q >= 0 && q <= 1 ? q : 0)
  }
  return weights
}
