import { BinaryOperationNode, OperatorNode, RawNode, type ComparisonOperator, type OperationNode } from 'kysely'
import type { Lookups, RightSide, Typed } from '../dialect.ts'
import { jsonArray } from '../json-array.ts'
import { likeLookup, type LikeStyle } from '../like-lookup.ts'

const insensitive: LikeStyle = { operator: 'like', concat: (parts) => parts.join(' || ') }

/** `contains` and its like heed case, which LIKE in SQLite does not; their `i…` ignore the case of ASCII letters. */
export const lookups: Lookups = {
  exact: compare('='),
  gt: compare('>'),
  gte: compare('>='),
  lt: compare('<'),
  lte: compare('<='),
  range: ({ node }, right) => raw(['', ' between ', ' and ', ''], node, right.node, right.upper ?? right.node),
  // One parameter for any number of values: the statement stays the same.
  in: ({ node }, right) => raw(['', ' in (select value from json_each(', '))'], node, right.bound(jsonArray)),
  contains: ({ node }, right) => raw(['instr(', ', ', ') > 0'], node, right.node),
  startsWith: ({ node }, right) => raw(['substr(', ', 1, length(', ')) = ', ''], node, right.node, right.node),
  endsWith: ({ node }, right) =>
    raw(['(', " = '' or substr(", ', -length(', ')) = ', ')'], right.node, node, right.node, right.node),
  iexact: likeLookup(insensitive, '', ''),
  icontains: likeLookup(insensitive, '%', '%'),
  istartsWith: likeLookup(insensitive, '', '%'),
  iendsWith: likeLookup(insensitive, '%', ''),
  // `regexp` and `iregexp` are functions that the connection defines.
  regex: ({ node }, right) => raw(['regexp(', ', ', ')'], right.node, node),
  iregex: ({ node }, right) => raw(['iregexp(', ', ', ')'], right.node, node),
  hasKey: ({ node }, right) => raw(['json_type(', ", '$.' || json_quote(", ')) is not null'], node, right.node),
}

function compare(operator: ComparisonOperator) {
  return ({ node }: Typed, right: RightSide) =>
    BinaryOperationNode.create(node, OperatorNode.create(operator), right.node)
}

function raw(sql: readonly string[], ...nodes: OperationNode[]): OperationNode {
  return RawNode.create(sql, nodes)
}
