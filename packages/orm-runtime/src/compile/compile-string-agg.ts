import { RawNode, type OperationNode } from 'kysely'
import type { AggregateNode } from '../expressions/expression-node.ts'
import { orderItem } from './compile-order.ts'
import type { Scope } from './scope.ts'

/** The texts of rows in one, as the database writes it. */
export function compileStringAgg(
  { distinct, separator = '', orderBy = [] }: AggregateNode,
  { operand, condition }: { readonly operand: OperationNode; readonly condition: OperationNode | undefined },
  scope: Scope,
): OperationNode {
  const order = orderBy.flatMap((one) => orderItem(scope, one))
  const { stringAgg, features } = scope.dialect
  const call = { distinct: distinct ?? false, separator, order }
  if (!condition) return stringAgg({ ...call, operand })
  if (features.aggregateFilter) return stringAgg({ ...call, operand, filter: condition })
  return stringAgg({ ...call, operand: RawNode.create(['case when ', ' then ', ' end'], [condition, operand]) })
}
