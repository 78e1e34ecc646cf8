import { UsageError } from '../errors/usage-error.ts'
import { streamAsync } from '../execute/stream-async.ts'
import { runAsync } from '../execute/run-async.ts'
import { runSync, streamSync } from '../execute/run-sync.ts'

import type { CallOptions } from '../execute/steps.ts'
import type { Query } from '../query/query.ts'
import { hydrated } from './prefetch/hydrate.ts'
import { prefetchRows } from './prefetch/prefetch-rows.ts'
import { requireTransaction } from './require-transaction.ts'
import { rowsStatement } from './statements.ts'

export interface IteratorOptions {
  /** Rows that are fetched at a time; 2000 if not given. */
  readonly chunkSize?: number
}

/** The rows one after the other, fetched in chunks and kept nowhere. Blocks. */
export function* iterate<R>(subject: object, query: Query<R>, options: IteratorOptions = {}): Generator<R, void, void> {
  if (query.known) return yield* query.known
  const chunkSize = sizeOf(options)
  const { database, statement, read, models } = rowsStatement(query)
  requireTransaction(query, database.alias)
  const call = { subject, operation: 'iterator', twin: 'aiterator' }
  for (const rows of streamSync(call, database, statement, chunkSize)) {
    const related = query.prefetch.length === 0 ? [] : runSync(call, prefetchRows(query, rows, models))
    yield* hydrated<R>({ query, rows, read, related })
  }
}

/** The rows one after the other, fetched in chunks and kept nowhere. */
export async function* iterateAsync<R>(
  subject: object,
  query: Query<R>,
  options: IteratorOptions & CallOptions = {},
): AsyncGenerator<R, void, void> {
  if (query.known) return yield* query.known
  const { signal } = options
  const chunkSize = sizeOf(options)
  const { database, statement, read, models } = rowsStatement(query)
  requireTransaction(query, database.alias)
  const call = { subject, operation: 'aiterator' }
  for await (const rows of streamAsync(call, database, statement, { chunkSize, signal })) {
    const related =
      query.prefetch.length === 0 ? [] : await runAsync(call, prefetchRows(query, rows, models), { signal })
    yield* hydrated<R>({ query, rows, read, related })
  }
}

function sizeOf({ chunkSize = 2000 }: IteratorOptions): number {
  if (Number.isSafeInteger(chunkSize) && chunkSize > 0) return chunkSize
  throw new UsageError(`chunkSize is a whole number of rows from 1, not ${chunkSize}.`)
}
