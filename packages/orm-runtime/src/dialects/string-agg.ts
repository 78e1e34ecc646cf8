import { RawNode, ValueNode, type OperationNode } from 'kysely'
import type { StringAggCall } from './dialect.ts'

/** `string_agg(distinct operand, separator order by …) filter (where …)`, under the name that a database has for it. */
export function stringAggNamed(name: string): (call: StringAggCall) => OperationNode {
  return ({ operand, distinct, separator, order, filter }) => {
    const literal = ValueNode.createImmediate(separator)
    const called = RawNode.create(
      [`${name}(${distinct ? 'distinct ' : ''}`, ', ', '', ')'],
      [operand, literal, orderedBy(order)],
    )
    return filtered(called, filter)
  }
}

/** ` order by …`, or nothing. */
export function orderedBy(order: readonly OperationNode[]): OperationNode {
  if (order.length === 0) return RawNode.createWithSql('')
  return RawNode.create([' order by ', ...order.slice(1).map(() => ', '), ''], order)
}

export function filtered(call: OperationNode, filter: OperationNode | undefined): OperationNode {
  return filter ? RawNode.create(['', ' filter (where ', ')'], [call, filter]) : call
}
