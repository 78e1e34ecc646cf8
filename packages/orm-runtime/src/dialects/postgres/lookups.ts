import { BinaryOperationNode, OperatorNode, RawNode, type ComparisonOperator, type OperationNode } from 'kysely'
import { likeLookup, type LikeStyle } from '../like-lookup.ts'
import type { Lookups, RightSide, Typed } from '../dialect.ts'

const sensitive: LikeStyle = { operator: 'like', concat: (parts) => parts.join(' || ') }
const insensitive: LikeStyle = { ...sensitive, operator: 'ilike' }

export const lookups: Lookups = {
  exact: compare('='),
  gt: compare('>'),
  gte: compare('>='),
  lt: compare('<'),
  lte: compare('<='),
  range: ({ node }, right) => raw(['', ' between ', ' and ', ''], node, right.node, right.upper ?? right.node),
  // One parameter for any number of values: the statement stays the same.
  in: ({ node }, right) => raw(['', ' = any(', ')'], node, right.node),
  contains: likeLookup(sensitive, '%', '%'),
  startsWith: likeLookup(sensitive, '', '%'),
  endsWith: likeLookup(sensitive, '%', ''),
  iexact: likeLookup(insensitive, '', ''),
  icontains: likeLookup(insensitive, '%', '%'),
  istartsWith: likeLookup(insensitive, '', '%'),
  iendsWith: likeLookup(insensitive, '%', ''),
  regex: compare('~'),
  iregex: compare('~*'),
  hasKey: ({ node }, right) =>
    raw(
      ['jsonb_exists(', ', ', ')'],
      node,
      right.bound((value) => value),
    ),
}

function compare(operator: ComparisonOperator) {
  return ({ node }: Typed, right: RightSide) =>
    BinaryOperationNode.create(node, OperatorNode.create(operator), right.node)
}

function raw(sql: readonly string[], ...nodes: OperationNode[]): OperationNode {
  return RawNode.create(sql, nodes)
}
