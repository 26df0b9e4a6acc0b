/**
 * A map whose keys come from strangers: no prototype, so `__proto__` and `constructor` are ordinary keys.
 * Made by a constructor and not by `Object.create(null)`, because V8 keeps the latter in slow dictionary mode.
 */
export const BareRecord: { new <V>(): { [key: string]: V } } = /* @__PURE__ */ (() => {
  const Bare = function () {} as unknown as { new <V>(): { [key: string]: V }; prototype: object }
  Bare.prototype = Object.create(null) as object
  return Bare
})()
