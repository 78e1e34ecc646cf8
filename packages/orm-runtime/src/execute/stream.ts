import type { Row } from '../dialects/dialect.ts'
import type { Query } from '../query/query.ts'
import type { ResultCache } from '../query/result-cache.ts'
import { rowsStatement } from '../query/statements.ts'
import { openRows } from './run-async.ts'

/** The rows of a query in chunks, as `for await` asks for them; kept for the next time once all were taken. */
export async function* stream<M>(
  subject: object,
  query: Query<M>,
  cache: ResultCache<M>,
): AsyncGenerator<M, void, void> {
  const known = cache.get()
  if (known) {
    for (const row of known.rows) yield known.instanceOf(row)
    return
  }
  const { statement, instanceOf } = rowsStatement(query)
  const first = await openRows({ subject, operation: '[Symbol.asyncIterator]' }, statement)
  const kept: Row[] = []
  let complete = false
  try {
    for (let rows = first.rows; rows.length > 0; rows = first.rest ? await first.rest.next() : []) {
      kept.push(...rows)
      for (const row of rows) yield instanceOf(row)
    }
    complete = true
  } finally {
    if (complete) cache.keep({ rows: kept, instanceOf })
    else first.rest?.drop()
  }
}
