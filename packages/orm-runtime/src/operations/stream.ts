import type { Row } from '../dialects/connections.ts'
import { streamAsync } from '../execute/run-async.ts'
import type { Query } from '../query/query.ts'
import type { ResultCache } from './result-cache.ts'
import { rowsStatement } from './statements.ts'

/** The rows of a query in chunks, as `for await` asks for them; kept for the next time once all were taken. */
export async function* stream<R>(subject: object, query: Query<R>, cache: ResultCache): AsyncGenerator<R, void, void> {
  const { database, statement, read } = rowsStatement(query)
  const known = cache.get(database.alias)
  if (known) {
    for (const row of known.rows) yield known.read(row) as R
    return
  }
  const call = { subject, operation: '[Symbol.asyncIterator]' }
  const kept: Row[] = []
  for await (const rows of streamAsync(call, database, statement, { chunkSize: CHUNK })) {
    kept.push(...rows)
    // The reader was made for this query.
    for (const row of rows) yield read(row) as R
  }
  cache.keep(database.alias, { rows: kept, read })
}

/** Less than a millisecond's work. */
const CHUNK = 500
