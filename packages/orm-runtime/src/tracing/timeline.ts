import { timelineModel, type TimelineModel } from './timeline-model.ts'
import { timelinePage } from './timeline-page.ts'
import { recordQueries } from './record-queries.ts'

/** The queries of some work, once it is done. */
export interface Timeline<T> {
  /** What the work answered; throws what it has thrown. */
  readonly result: () => T
  /** The queries, what each came after, and the totals. */
  readonly model: TimelineModel
  /** One HTML page that needs nothing else. It shows SQL without values. */
  readonly toHtml: () => string
}

/**
 * Records all queries that some work sends, for a page that shows which queries waited for which. It never rejects: work
 * that fails has a timeline too.
 *
 * ```ts
 * const orders = await timeline(() => ordersPage(user), { title: 'GET /orders' })
 * await writeFile('orders.html', orders.toHtml())
 * return orders.result()
 * ```
 */
export async function timeline<T>(
  work: () => T | PromiseLike<T>,
  { title = 'Queries' }: { readonly title?: string } = {},
): Promise<Timeline<T>> {
  const startedAt = performance.now()
  const { queries, outcome } = await recordQueries(work)
  const model = timelineModel(title, startedAt, performance.now() - startedAt, queries)
  return {
    model,
    result: () => {
      if (outcome.status === 'rejected') throw outcome.reason
      return outcome.value
    },
    toHtml: () => timelinePage(model),
  }
}
