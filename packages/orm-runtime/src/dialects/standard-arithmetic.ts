import { RawNode, type OperationNode } from 'kysely'
import type { ArithmeticOperation } from './dialect.ts'

/** `(left operator right)`. */
export function binary({ left, right }: Pick<ArithmeticOperation, 'left' | 'right'>, operator: string): OperationNode {
  return RawNode.create(['(', ` ${operator} `, ')'], [left.node, right.node])
}

/** A text with gaps for nodes. */
export function sqlNode(sql: readonly string[], ...nodes: readonly OperationNode[]): OperationNode {
  return RawNode.create(sql, nodes)
}

/** True of a sum of a moment and a duration, and of the difference. */
export function isShift({ type }: ArithmeticOperation): boolean {
  return type.kind === 'datetime' || type.kind === 'date'
}

/** True of the time between two moments. */
export function isBetween({ left }: ArithmeticOperation): boolean {
  return left.type.kind === 'datetime' || left.type.kind === 'date'
}
