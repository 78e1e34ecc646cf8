import { RawNode, type OperationNode } from 'kysely'
import { slotNode } from '../../compile/slot.ts'
import type { JsonOperations, Parameter } from '../dialect.ts'
import { lookups } from './lookups.ts'

/** JSON is text, which SQLite's own functions read. */
export const json: JsonOperations = {
  at: (operand, path) => raw(['(', ' -> ', ')'], operand, constant(pathText(path))),
  text: (operand) => raw(['(case when json_type(', ") = 'text' then ", " ->> '$' end)"], operand, operand),
  isNull: (operand) => raw(['json_type(', ") = 'null'"], operand),
  lookups: {
    // `json_equal` and `json_compare` are functions that the connection defines.
    exact: ({ node }, right) => raw(['json_equal(', ', ', ')'], node, right.node),
    in: ({ node }, right) =>
      raw(['exists (select 1 from json_each(', ') as one where json_equal(', ', one.value))'], right.bound(list), node),
    gt: compareWith('>'),
    gte: compareWith('>='),
    lt: compareWith('<'),
    lte: compareWith('<='),
    range: ({ node }, right) =>
      raw(
        ['(json_compare(', ', ', ') >= 0 and json_compare(', ', ', ') <= 0)'],
        node,
        right.node,
        node,
        right.upper ?? right.node,
      ),
    hasKey: lookups.hasKey,
  },
}

function compareWith(operator: '>' | '>=' | '<' | '<='): JsonOperations['lookups']['gt'] {
  return ({ node }, right) => raw(['json_compare(', ', ', `) ${operator} 0`], node, right.node)
}

/** JSON texts as texts of a JSON array. */
function list(texts: Parameter): string {
  return JSON.stringify(texts)
}

/** `$."address"[0]`: a whole number is an index. */
function pathText(path: readonly string[]): string {
  return `$${path.map((key) => (/^\d+$/.test(key) ? `[${key}]` : `.${JSON.stringify(key)}`)).join('')}`
}

function constant(value: string): OperationNode {
  return slotNode(-1, () => value)
}

function raw(sql: readonly string[], ...nodes: OperationNode[]): OperationNode {
  return RawNode.create(sql, nodes)
}
