/** An object that makes a function for each name that is read from it, once. */
export function exportsOf<F>(make: (name: string) => F): Readonly<Record<string, F>> {
  const made = new Map<string, F>()
  return new Proxy<Record<string, F>>(
    {},
    {
      get: (_, name) => {
        // An object with a `then` would be taken for a promise where it is awaited.
        if (typeof name === 'symbol' || name === 'then') return undefined
        const known = made.get(name)
        if (known) return known
        const fresh = make(name)
        made.set(name, fresh)
        return fresh
      },
    },
  )
}
