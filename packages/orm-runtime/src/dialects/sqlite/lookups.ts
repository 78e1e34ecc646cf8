import {
  BinaryOperationNode,
  OperatorNode,
  RawNode,
  ValueNode,
  type ComparisonOperator,
  type OperationNode,
} from 'kysely'
import type { Slot } from '../../compile/slot.ts'
import type { Lookups } from '../dialect.ts'

/** `contains` and `startsWith` heed case, which LIKE in SQLite does not; `icontains` ignores the case of ASCII letters. */
export const lookups: Lookups = {
  exact: compare('='),
  gt: compare('>'),
  gte: compare('>='),
  lt: compare('<'),
  lte: compare('<='),
  // One parameter for any number of values: the statement stays the same.
  in: (column, slot) => raw(['', ' in (select value from json_each(', '))'], column, { ...slot, encode: 'list' }),
  contains: (column, slot) => raw(['instr(', ', ', ') > 0'], column, slot),
  startsWith: (column, slot) => raw(['instr(', ', ', ') = 1'], column, slot),
  icontains: (column, slot) => raw(['', ' like ', " escape '\\'"], column, { ...slot, encode: 'pattern' }),
}

function compare(operator: ComparisonOperator) {
  return (column: OperationNode, slot: Slot) =>
    BinaryOperationNode.create(column, OperatorNode.create(operator), ValueNode.create(slot))
}

function raw(sql: readonly string[], column: OperationNode, slot: Slot): OperationNode {
  return RawNode.create(sql, [column, ValueNode.create(slot)])
}
