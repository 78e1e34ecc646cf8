import { BinaryOperationNode, OperatorNode, RawNode, type ComparisonOperator, type OperationNode } from 'kysely'
import type { ColumnKind } from '../../fields/field-definition.ts'
import { jsonArray } from '../json-array.ts'
import { likeLookup, type LikeStyle } from '../like-lookup.ts'
import type { Lookups, RightSide, Typed } from '../dialect.ts'

// A backslash in a string is an escape here, so it is written twice.
const sensitive: LikeStyle = { operator: 'like', concat: (parts) => `concat(${parts.join(', ')})`, backslash: '\\\\' }
const insensitive: LikeStyle = { ...sensitive, fold: 'lower' }

/** Columns have the collation `utf8mb4_bin`, so comparisons heed case unless both sides are folded. */
export const lookups: Lookups = {
  exact: (left, right) =>
    left.type.kind === 'json'
      ? raw(['(json_contains(', ', ', ') and json_contains(', ', ', '))'], left.node, right.node, right.node, left.node)
      : compare('=')(left, right),
  gt: compare('>'),
  gte: compare('>='),
  lt: compare('<'),
  lte: compare('<='),
  range: ({ node }, right) => raw(['', ' between ', ' and ', ''], node, right.node, right.upper ?? right.node),
  // One parameter for any number of values: the statement stays the same.
  in: ({ node, type }, right) =>
    raw(
      [
        '',
        ' in (select value from json_table(',
        `, '$[*]' columns (value ${LISTED[type.kind] ?? TEXT} path '$')) as list)`,
      ],
      node,
      right.bound(jsonArray),
    ),
  contains: likeLookup(sensitive, '%', '%'),
  startsWith: likeLookup(sensitive, '', '%'),
  endsWith: likeLookup(sensitive, '%', ''),
  iexact: likeLookup(insensitive, '', ''),
  icontains: likeLookup(insensitive, '%', '%'),
  istartsWith: likeLookup(insensitive, '', '%'),
  iendsWith: likeLookup(insensitive, '%', ''),
  regex: ({ node }, right) => raw(['', ' regexp ', ''], node, right.node),
  iregex: ({ node }, right) => raw(['', " regexp concat('(?i)', ", ')'], node, right.node),
  hasKey: ({ node }, right) =>
    raw(
      ['json_contains_path(', ", 'one', concat('$.', json_quote(", ')))'],
      node,
      right.bound((value) => value),
    ),
}

const TEXT = 'longtext collate utf8mb4_bin'
const LISTED: Readonly<Partial<Record<ColumnKind, string>>> = {
  auto: 'bigint',
  bigAuto: 'bigint',
  integer: 'bigint',
  bigint: 'bigint',
  duration: 'bigint',
  boolean: 'bigint',
  float: 'double',
  decimal: 'decimal(65, 30)',
  date: 'date',
  datetime: 'datetime(3)',
  time: 'time(3)',
  uuid: 'char(36) character set ascii collate ascii_bin',
}

function compare(operator: ComparisonOperator) {
  return ({ node }: Typed, right: RightSide) =>
    BinaryOperationNode.create(node, OperatorNode.create(operator), right.node)
}

function raw(sql: readonly string[], ...nodes: OperationNode[]): OperationNode {
  return RawNode.create(sql, nodes)
}
