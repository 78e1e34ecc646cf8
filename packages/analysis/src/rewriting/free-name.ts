import type { SourceUnit } from '../types/source-provider.ts'

/** A name that nothing in a file has: the wanted one, or that with a number. */
export function freeName({ scopes }: SourceUnit, wanted: string): string {
  const taken = new Set(scopes.scopes.flatMap(({ set, through }) => [...set.keys(), ...through.map(nameOf)]))
  let free = wanted
  for (let count = 2; taken.has(free); count++) free = `${wanted}${count}`
  return free
}

const nameOf = ({ identifier }: { readonly identifier: { readonly name: unknown } }) => String(identifier.name)
