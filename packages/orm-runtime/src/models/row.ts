import type { FetchMode } from '../query/query.ts'

/** What the runtime keeps of an instance, out of sight of printing and comparing. */
export interface RowState {
  /** Instances of relations that were loaded, by the relation's name; null where there is none. */
  loaded?: Record<string, object | null>
  /** Rows of many-to-many and reverse relations that were prefetched, by the relation's name. */
  prefetched?: Record<string, readonly object[] | undefined>
  /** All instances of the result that this one came with, for `fetchMode('peers')`. */
  peers?: readonly WeakRef<object>[]
  fetchMode?: FetchMode
  /** Columns that were not loaded: `only`, `defer`. */
  deferred?: Set<string>
  /** The database that the row came from or was saved to. */
  database?: string
  /** False until the row is in a table. */
  stored?: boolean
}

/** The root of all instances. */
export class Row {
  // A private field: a WeakMap of as many entries as there are rows makes each garbage collection slow.
  #state: RowState | undefined

  /** @internal What is kept of an instance; undefined where nothing is. */
  static peek(instance: object): RowState | undefined {
    return #state in instance ? instance.#state : undefined
  }

  /** @internal What is kept of an instance, to be changed. */
  static state(instance: object): RowState {
    if (!(#state in instance)) throw new TypeError('Only rows of a model keep state.')
    return (instance.#state ??= {})
  }
}
