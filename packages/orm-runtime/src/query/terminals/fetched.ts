import type { Row } from '../../dialects/dialect.ts'
import type { Steps } from '../../execute/steps.ts'
import { instanceOf } from '../instances.ts'
import type { Query } from '../query.ts'
import type { ResultCache } from '../result-cache.ts'
import { rowsStatement } from '../statements.ts'

/** The rows of a query as instances, from the cache if it has them. */
export function* fetched<M>(query: Query<M>, cache?: ResultCache): Steps<M[]> {
  const known = cache?.get()
  if (known) return known.rows.map((row) => instanceOf<M>(row, known.models))
  const { statement, models } = rowsStatement(query)
  const instances: M[] = []
  const kept: Row[] = []
  // Chunk by chunk, so that a large result does not hold the event loop.
  const onRows = (rows: readonly Row[]) => {
    for (const row of rows) instances.push(instanceOf<M>(row, models))
    if (cache) kept.push(...rows)
  }
  yield { ...statement, onRows }
  cache?.keep(kept, models)
  return instances
}

/** An iterator of the rows. */
export function* iterated<M>(query: Query<M>, cache?: ResultCache): Steps<IterableIterator<M>> {
  return (yield* fetched(query, cache)).values()
}
