import { BinaryOperationNode, OperatorNode, OrderByItemNode, RawNode, ValueNode, type OperationNode } from 'kysely'
import type { OrderNode } from '../expressions/expression-node.ts'
import { compileExpression } from './compile-expression.ts'
import type { Scope } from './scope.ts'

/** An item of ORDER BY; two where the place of nulls is an order of its own. `node` is what is ordered by if given. */
export function orderItem(
  scope: Scope,
  { expression, descending, nulls }: OrderNode,
  node: OperationNode = compileExpression(expression, scope).node,
): OrderByItemNode[] {
  const item = OrderByItemNode.create(node, RawNode.createWithSql(descending ? 'desc' : 'asc'))
  if (!nulls) return [item]
  if (scope.dialect.features.nullsOrder)
    return [OrderByItemNode.cloneWith(item, { nulls, direction: direction(descending) })]
  const isNull = BinaryOperationNode.create(node, OperatorNode.create('is'), ValueNode.createImmediate(null))
  return [OrderByItemNode.create(isNull, RawNode.createWithSql(nulls === 'first' ? 'desc' : 'asc')), item]
}

function direction(descending: OrderNode['descending']): OperationNode {
  return RawNode.createWithSql(descending ? 'desc' : 'asc')
}
