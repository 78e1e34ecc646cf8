import { RawNode, type OperationNode } from 'kysely'
import { slotNode } from '../../compile/slot.ts'
import type { JsonOperations, Parameter, RightSide } from '../dialect.ts'
import { lookups } from './lookups.ts'

/** JSON is compared by its type first: the texts of numbers and strings have orders of their own. */
export const json: JsonOperations = {
  at: (operand, path) =>
    raw(
      ['json_extract(', ', ', ')'],
      operand,
      slotNode(-1, () => pathText(path)),
    ),
  text: (operand) => raw(['(case when json_type(', ") = 'STRING' then json_unquote(", ') end)'], operand, operand),
  isNull: (operand) => raw(['json_type(', ") = 'NULL'"], operand),
  lookups: {
    exact: ({ node }, right) => same(node, right.node),
    in: ({ node }, right) =>
      raw(
        [
          'exists (select 1 from json_table(',
          ", '$[*]' columns (value longtext path '$')) as list where json_contains(",
          ', list.value) and json_contains(list.value, ',
          '))',
        ],
        right.bound(list),
        node,
        node,
      ),
    gt: compareWith('>'),
    gte: compareWith('>='),
    lt: compareWith('<'),
    lte: compareWith('<='),
    range: (left, right) =>
      raw(
        ['(', ' and ', ')'],
        ordered('>=', left.node, right.node),
        ordered('<=', left.node, right.upper ?? right.node),
      ),
    hasKey: lookups.hasKey,
  },
}

/** Each contains the other. */
function same(left: OperationNode, right: OperationNode): OperationNode {
  return raw(['(json_contains(', ', ', ') and json_contains(', ', ', '))'], left, right, right, left)
}

function compareWith(operator: string) {
  return ({ node }: { readonly node: OperationNode }, right: RightSide) => ordered(operator, node, right.node)
}

function ordered(operator: string, left: OperationNode, right: OperationNode): OperationNode {
  return raw(
    [
      '(case when json_type(',
      ") = 'STRING' and json_type(",
      ") = 'STRING' then json_unquote(",
      `) ${operator} json_unquote(`,
      ') when json_type(',
      ") in ('INTEGER', 'DOUBLE', 'DECIMAL') and json_type(",
      ") in ('INTEGER', 'DOUBLE', 'DECIMAL') then cast(",
      ` as double) ${operator} cast(`,
      ' as double) else false end)',
    ],
    left,
    right,
    left,
    right,
    left,
    right,
    left,
    right,
  )
}

/** JSON texts as texts of a JSON array. */
function list(texts: Parameter): string {
  return JSON.stringify(texts)
}

/** `$."address"[0]`: a whole number is an index. */
function pathText(path: readonly string[]): string {
  return `$${path.map((key) => (/^\d+$/.test(key) ? `[${key}]` : `.${JSON.stringify(key)}`)).join('')}`
}

function raw(sql: readonly string[], ...nodes: OperationNode[]): OperationNode {
  return RawNode.create(sql, nodes)
}
