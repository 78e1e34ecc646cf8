/** An object that keeps the related instances that were loaded for it, out of sight of printing and comparing. */
export class RelationHolder {
  // A private field: a WeakMap of as many entries as there are rows makes each garbage collection slow.
  #loaded: Record<string, object> | undefined

  /** @internal */
  static loaded(instance: object, name: string): object | undefined {
    return #loaded in instance ? instance.#loaded?.[name] : undefined
  }

  /** @internal */
  static remember(instance: object, name: string, related: object): void {
    if (#loaded in instance) (instance.#loaded ??= {})[name] = related
  }
}
