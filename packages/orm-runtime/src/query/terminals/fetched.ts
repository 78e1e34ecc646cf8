import type { Row } from '../../dialects/dialect.ts'
import type { Steps } from '../../execute/steps.ts'
import type { Query } from '../query.ts'
import type { ResultCache } from '../result-cache.ts'
import { rowsStatement } from '../statements.ts'

/** The rows of a query as instances, from the cache if it has them. */
export function* fetched<M>(query: Query<M>, cache?: ResultCache<M>): Steps<M[]> {
  const known = cache?.get()
  if (known) return known.rows.map((row) => known.instanceOf(row))
  const { statement, instanceOf } = rowsStatement(query)
  const instances: M[] = []
  const kept: Row[] = []
  // Chunk by chunk, so that a large result does not hold the event loop.
  const onRows = (rows: readonly Row[]) => {
    for (const row of rows) {
      instances.push(instanceOf(row))
      if (cache) kept.push(row)
    }
  }
  yield { ...statement, onRows }
  cache?.keep(kept, instanceOf)
  return instances
}

/** An iterator of the rows. */
export function* iterated<M>(query: Query<M>, cache?: ResultCache<M>): Steps<IterableIterator<M>> {
  return (yield* fetched(query, cache)).values()
}
