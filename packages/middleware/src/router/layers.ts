import type { Layers, Route } from './route.ts'

/** The layers that stand around all of them. */
export function sharedLayers([first, ...others]: readonly Route[]): Layers {
  const { layers } = first!
  const end = layers.findIndex((layer, at) => others.some((other) => other.layers[at] !== layer))
  return end === -1 ? layers : layers.slice(0, end)
}
