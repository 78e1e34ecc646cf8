import type { UnresolvedQuery } from '../passes/queries/find-unresolved-queries.ts'
import type { SourceUnit } from '../types/source-provider.ts'
import { awaitExpression } from './await-expression.ts'
import { insertion, type Rewrite } from './rewrite.ts'

/** Waits for a query that is used as its result: where it is used, if something else waits for it, or where it is made. */
export function awaitUnresolvedQuery(unit: SourceUnit, { awaited }: UnresolvedQuery): Rewrite | undefined {
  if (!awaited) return undefined
  const { parent } = awaited
  const isShorthand = parent.type === 'Property' && parent.shorthand && awaited.type === 'Identifier'
  const edits = isShorthand
    ? [insertion(unit, awaited.range[1], `: await ${awaited.name}`)]
    : awaitExpression(unit, awaited)
  return {
    title: 'Await the query',
    applicability: 'unsafe',
    edits,
    assumptions: ['Its result is meant, and what follows may wait for it.'],
  }
}
