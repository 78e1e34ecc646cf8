import type { Row } from '../dialects/connections.ts'
import { runAsync } from '../execute/run-async.ts'
import { streamAsync } from '../execute/stream-async.ts'
import type { Query } from '../query/query.ts'
import { hydrated, hydratedInTurns } from './prefetch/hydrate.ts'
import { prefetchRows } from './prefetch/prefetch-rows.ts'
import { requireTransaction } from './require-transaction.ts'
import type { ResultCache } from './result-cache.ts'
import { rowsStatement } from './statements.ts'

/**
 * The rows of a query in chunks, as `for await` asks for them; kept for the next time once all were taken. Prefetched
 * relations are loaded for each chunk, and its rows then not kept.
 */
export async function* stream<R>(subject: object, query: Query<R>, cache: ResultCache): AsyncGenerator<R, void, void> {
  if (query.known) return yield* query.known
  const { database, statement, read, models } = rowsStatement(query)
  requireTransaction(query, database.alias)
  const known = cache.get(database.alias)
  if (known) return yield* await hydratedInTurns<R>(known)
  const call = { subject, operation: '[Symbol.asyncIterator]' }
  const kept: Row[] = []
  for await (const rows of streamAsync(call, database, statement, { chunkSize: CHUNK })) {
    const related = query.prefetch.length === 0 ? [] : await runAsync(call, prefetchRows(query, rows, models))
    if (query.prefetch.length === 0) kept.push(...rows)
    yield* hydrated<R>({ query, rows, read, related })
  }
  if (query.prefetch.length === 0) cache.keep(database.alias, { query, rows: kept, read, related: [] })
}

/** Less than a millisecond's work. */
const CHUNK = 500
