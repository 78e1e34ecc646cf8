import type { FloatingQuery } from '../passes/queries/find-floating-queries.ts'
import type { SourceUnit } from '../types/source-provider.ts'
import { awaitExpression } from './await-expression.ts'
import type { Rewrite } from './rewrite.ts'

/** Waits for a query where it is made; undefined where no `await` can stand, or where a container or callback drops it. */
export function awaitFloatingQuery(unit: SourceUnit, floating: FloatingQuery): Rewrite | undefined {
  const { node, mode, because, by, isAwaitable } = floating
  if (!isAwaitable || !['statement', 'void', 'unread-variable'].includes(because)) return undefined
  const edits =
    because === 'void'
      ? [{ fileName: unit.fileName, at: by.range[0], remove: 'void'.length, insert: 'await' }]
      : awaitExpression(unit, node)
  const assumption = mode === 'lazy' ? 'The query is meant to run.' : 'What follows may wait for the query.'
  return { title: 'Await the query', applicability: 'unsafe', edits, assumptions: [assumption] }
}
