import { RawNode, type SelectQueryNode } from 'kysely'
import type { Dialect } from '../dialects/dialect.ts'
import type { ExpressionNode } from '../expressions/expression-node.ts'
import type { ValueType } from '../fields/value-type.ts'
import type { Query } from '../query/query.ts'
import { compileExpression } from './compile-expression.ts'
import { rowOutputs } from './outputs.ts'
import { isWindowed } from './query-parts.ts'
import { queryScope, wholeScope } from './query-scope.ts'
import type { Scope } from './scope.ts'
import { selectNode, type Output, type Parts } from './select-node.ts'

/** One row with one number: how many rows the query has. */
export function compileCount(query: Query, dialect: Dialect): SelectQueryNode {
  const { scope, parts } = summaryScope(query, dialect)
  return selectNode(scope, [output(RawNode.createWithSql('count(*)'), 'integer')], parts)
}

/** At most one row: whether the query has any. */
export function compileExists(query: Query, dialect: Dialect): SelectQueryNode {
  const { scope, parts } = queryScope(query, dialect)
  const { distinct: _, lock: __, ...rest } = parts
  // Groups that are asked for are made of what `values` names.
  const outputs = parts.groupBy ? rowOutputs(query, scope) : [output(RawNode.createWithSql('1'), 'integer')]
  return selectNode(scope, outputs, { ...rest, order: [] })
}

/** One row with one cell per expression, in their order, and what each is. */
export function compileAggregates(query: Query, expressions: readonly ExpressionNode[], dialect: Dialect) {
  const { scope, parts } = summaryScope(query, dialect, expressions)
  const outputs = expressions.map((one, index) => ({ name: `value${index}`, ...compileExpression(one, scope) }))
  return { node: selectNode(scope, outputs, parts), types: outputs.map(({ type }): ValueType => type) }
}

/** The rows themselves where they are a table's; else what the query makes of them, as a table. */
function summaryScope(
  query: Query,
  dialect: Dialect,
  expressions: readonly ExpressionNode[] = [],
): { scope: Scope; parts: Parts } {
  const { state } = query.shape
  const { offset, limit, distinct, groupBy, combined } = state
  const isWhole = offset !== undefined || limit !== undefined || distinct || groupBy || combined
  // An aggregate has no window within: its rows are there before.
  if (isWhole || expressions.some((one) => isWindowed(one, state)))
    return { scope: wholeScope(query, dialect), parts: { clauses: [], order: [] } }
  const { scope, parts } = queryScope(query, dialect)
  const { lock: _, ...rest } = parts
  const bare = { ...rest, order: [] }
  const trial = queryScope(query, dialect).scope
  rowOutputs(query, trial)
  if (!trial.repeats) return { scope, parts: bare }
  // The values of rows that a relation leads to repeat the row; what is counted is what the query answers.
  rowOutputs(query, scope)
  return { scope, parts: bare }
}

function output(node: Output['node'], kind: 'integer'): Output {
  return { name: 'value', node, type: { kind, place: 'A number' } }
}
