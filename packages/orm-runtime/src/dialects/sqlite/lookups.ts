import { BinaryOperationNode, OperatorNode, RawNode, type ComparisonOperator, type OperationNode } from 'kysely'
import type { Lookups, Parameter, RightSide, Typed } from '../dialect.ts'

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
  iexact: like((pattern) => pattern, ['', '']),
  icontains: like((pattern) => `%${pattern}%`, ["'%' || ", " || '%'"]),
  istartsWith: like((pattern) => `${pattern}%`, ['', " || '%'"]),
  iendsWith: like((pattern) => `%${pattern}`, ["'%' || ", '']),
  // `regexp` and `iregexp` are functions that the connection defines.
  regex: ({ node }, right) => raw(['regexp(', ', ', ')'], right.node, node),
  iregex: ({ node }, right) => raw(['iregexp(', ', ', ')'], right.node, node),
  hasKey: ({ node }, right) => raw(['json_type(', ", '$.' || json_quote(", ')) is not null'], node, right.node),
}

function compare(operator: ComparisonOperator) {
  return ({ node }: Typed, right: RightSide) =>
    BinaryOperationNode.create(node, OperatorNode.create(operator), right.node)
}

/** LIKE with a pattern from a value, or from an expression, whose own wildcards are then escaped in SQL. */
function like(pattern: (escaped: string) => string, [before, after]: readonly [string, string]) {
  return ({ node }: Typed, right: RightSide): OperationNode => {
    if (!right.computed) {
      return raw(
        ['', ' like ', " escape '\\'"],
        node,
        right.bound((value) => pattern(escaped(String(value)))),
      )
    }
    const replaced = `${before}replace(replace(replace(`
    return raw(
      ['', ` like ${replaced}`, `, '\\', '\\\\'), '%', '\\%'), '_', '\\_')${after} escape '\\'`],
      node,
      right.node,
    )
  }
}

function escaped(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}

/** JSON with 64-bit integers in full. */
function jsonArray(list: Parameter): string {
  if (!Array.isArray(list)) throw new TypeError('A list is an array.')
  return `[${list.map((one) => (typeof one === 'bigint' ? String(one) : JSON.stringify(one))).join(',')}]`
}

function raw(sql: readonly string[], ...nodes: OperationNode[]): OperationNode {
  return RawNode.create(sql, nodes)
}
