import type { Context } from './context.ts'

/** Runs `step` with its arguments, and everything it starts, as part of one call. */
type Scope = <Args extends unknown[]>(
  context: Context,
  step: (...args: Args) => Promise<unknown>,
  ...args: Args
) => Promise<unknown>

let scope: Scope | undefined
let cold = true

/** How a call is made the current one; see current.ts. */
export function setScope(enter: Scope): void {
  scope = enter
}

/** Runs a step of a call as the current one, where somebody asks for the current one. */
export const inScope: Scope = (context, step, ...args) =>
  scope === undefined ? step(...args) : scope(context, step, ...args)

/** True once in an instance. */
export function takeCold(): boolean {
  const first = cold
  cold = false
  return first
}
