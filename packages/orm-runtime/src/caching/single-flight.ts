/** Work that callers at the same time share, by a name within a scope. Its rejection is all of theirs, and not kept. */
export class SingleFlight<T> {
  readonly #flights = new WeakMap<object, Map<string, Promise<T>>>()

  /** The work under way of that name, or the one that this begins. */
  share(scope: object, name: string, begin: () => Promise<T>): Promise<T> {
    const known = this.underWay(scope, name)
    if (known) return known
    const flights = this.#flights.get(scope) ?? new Map<string, Promise<T>>()
    this.#flights.set(scope, flights)
    const flight = begin().finally(() => flights.delete(name))
    flights.set(name, flight)
    return flight
  }

  underWay(scope: object, name: string): Promise<T> | undefined {
    return this.#flights.get(scope)?.get(name)
  }
}
