import { isInAsyncBody } from '../../syntax/is-in-async-body.ts'
import { findQueries, type IterationSite } from './find-queries.ts'
import { oncePerUnit } from './once-per-unit.ts'

/**
 * Iterations of a query that block the event loop in an async function, where `for await` or `await` would not. Only the
 * nearest function counts. `yield*` in an async generator iterates asynchronously by itself.
 */
export const findSyncIterations = oncePerUnit((context, unit): IterationSite[] =>
  findQueries(context, unit).filter(
    (site): site is IterationSite => site.kind === 'iteration' && site.form !== 'yield' && isInAsyncBody(site.by),
  ),
)
