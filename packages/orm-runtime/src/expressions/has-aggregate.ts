import type { ExpressionNode } from './expression-node.ts'
import { nodesOf } from './nodes-of.ts'

/** True of what is computed from several rows; a window's aggregate is of each row. */
export function hasAggregate(node: ExpressionNode): boolean {
  for (const one of nodesOf(node)) if (one.kind === 'aggregate') return true
  return false
}
