import { expect } from 'vitest'
import { holds, type Behaviour, type Proof } from './behaviour.ts'

/** A row that holds where a query finds the rows with these keys. */
export function finds(name: string, query: Rows, keys: readonly number[]): Behaviour {
  return holds(name, hasKeys(query, keys))
}

/** Proves that a query finds the rows with these keys, in whatever order. */
export function hasKeys(query: Rows, keys: readonly number[]): Proof {
  return async () => {
    expect((await keysOf(query)).sort((a, b) => a - b)).toEqual(keys)
  }
}

/** Proves that a query finds the rows with these keys in this order. */
export function hasKeysInOrder(query: Rows, keys: readonly number[]): Proof {
  return async () => {
    expect(await keysOf(query)).toEqual(keys)
  }
}

/** The keys of a query's rows now: another queryset is asked, because one that was awaited keeps its rows. */
export async function keysOf(query: Rows): Promise<number[]> {
  return (await query.all()).map(({ id }) => id)
}

export interface Rows {
  all(): PromiseLike<readonly { readonly id: number }[]>
}
