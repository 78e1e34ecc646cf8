import { RawNode, type OperationNode } from 'kysely'
import { slotNode } from '../../compile/slot.ts'
import type { JsonOperations, RightSide } from '../dialect.ts'
import { lookups } from './lookups.ts'

/** JSON is `jsonb`, which compares by content. */
export const json: JsonOperations = {
  at: (operand, path) =>
    raw(
      ['(', ' #> cast(', ' as text[]))'],
      operand,
      slotNode(-1, () => path),
    ),
  text: (operand) => raw(['(case when jsonb_typeof(', ") = 'string' then ", " #>> '{}' end)"], operand, operand),
  isNull: (operand) => raw(['jsonb_typeof(', ") = 'null'"], operand),
  lookups: {
    exact: ({ node }, right) => raw(['', ' = ', ''], node, jsonb(right.node)),
    in: ({ node }, right) => raw(['', ' = any(cast(', ' as jsonb[]))'], node, right.node),
    gt: compareWith('>'),
    gte: compareWith('>='),
    lt: compareWith('<'),
    lte: compareWith('<='),
    range: (left, right) =>
      raw(
        ['(', ' and ', ')'],
        sameType('>=')(left.node, right.node),
        sameType('<=')(left.node, right.upper ?? right.node),
      ),
    hasKey: lookups.hasKey,
  },
}

function compareWith(operator: string) {
  return ({ node }: { readonly node: OperationNode }, right: RightSide) => sameType(operator)(node, right.node)
}

/** All JSON has an order among all other; only numbers and strings mean one. */
function sameType(operator: string) {
  return (left: OperationNode, right: OperationNode) =>
    raw(
      [
        '(jsonb_typeof(',
        ') = jsonb_typeof(',
        ') and jsonb_typeof(',
        `) in ('number', 'string') and `,
        ` ${operator} `,
        ')',
      ],
      left,
      jsonb(right),
      left,
      left,
      jsonb(right),
    )
}

function jsonb(node: OperationNode): OperationNode {
  return raw(['cast(', ' as jsonb)'], node)
}

function raw(sql: readonly string[], ...nodes: OperationNode[]): OperationNode {
  return RawNode.create(sql, nodes)
}
