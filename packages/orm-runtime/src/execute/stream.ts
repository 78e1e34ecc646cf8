import type { SelectedModel } from '../compile/compile-select.ts'
import type { Row } from '../dialects/dialect.ts'
import { instanceOf } from '../query/instances.ts'
import type { Query } from '../query/query.ts'
import type { ResultCache } from '../query/result-cache.ts'
import { rowsStatement } from '../query/statements.ts'
import { openRows } from './run-async.ts'

/** The rows of a query in chunks, as `for await` asks for them; kept for the next time once all were taken. */
export async function* stream<M>(subject: object, query: Query<M>, cache: ResultCache): AsyncGenerator<M, void, void> {
  const known = cache.get()
  if (known) {
    for (const row of known.rows) yield instanceOf<M>(row, known.models)
    return
  }
  let models: readonly SelectedModel[] = []
  const first = await openRows({ subject, operation: '[Symbol.asyncIterator]' }, () => {
    const selected = rowsStatement(query)
    models = selected.models
    return selected.statement
  })
  const kept: Row[] = []
  let complete = false
  try {
    for (let rows = first.rows; rows.length > 0; rows = first.rest ? await first.rest.next() : []) {
      kept.push(...rows)
      for (const row of rows) yield instanceOf<M>(row, models)
    }
    complete = true
  } finally {
    if (complete) cache.keep(kept, models)
    else first.rest?.drop()
  }
}
