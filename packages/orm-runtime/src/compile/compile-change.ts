import {
  AliasNode,
  BinaryOperationNode,
  ColumnNode,
  ColumnUpdateNode,
  DeleteQueryNode,
  IdentifierNode,
  OperatorNode,
  ParensNode,
  QueryNode,
  RawNode,
  ReferenceNode,
  SelectionNode,
  SelectQueryNode,
  TableNode,
  UpdateQueryNode,
  type OperationNode,
} from 'kysely'
import type { Dialect } from '../dialects/dialect.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { ExpressionNode } from '../expressions/expression-node.ts'
import type { Column } from '../models/model-definition.ts'
import type { Query } from '../query/query.ts'
import { columnBinder } from './column-binder.ts'
import { compileExpression } from './compile-expression.ts'
import { compileKeys } from './compile-select.ts'
import { compileCondition } from './condition.ts'
import { columnReference, conjunction, Scope } from './scope.ts'
import { slotNode } from './slot.ts'

/** A column and its new value, lifted: a slot for a constant, else what the database computes. */
export interface Assignment {
  readonly column: Column
  readonly value: ExpressionNode
}

/** An UPDATE of the query's rows. */
export function compileUpdate(query: Query, assignments: readonly Assignment[], dialect: Dialect): UpdateQueryNode {
  const table = TableNode.create(query.definition.table)
  const { annotations, where } = query.shape.state
  const scope = new Scope(dialect, query.definition, { root: query.definition.table, annotations, clauses: where })
  const updates = assignments.map(({ column, value }) =>
    ColumnUpdateNode.create(ColumnNode.create(column.column), newValue(column, value, scope)),
  )
  const node = UpdateQueryNode.cloneWithUpdates(UpdateQueryNode.create([table]), updates)
  return filtered(node, query, dialect)
}

/** A DELETE of the query's rows. */
export function compileDelete(query: Query, dialect: Dialect): DeleteQueryNode {
  return filtered(DeleteQueryNode.create([TableNode.create(query.definition.table)]), query, dialect)
}

function newValue(column: Column, value: ExpressionNode, scope: Scope): OperationNode {
  if (value.kind === 'slot') return slotNode(value.slot, columnBinder(scope.dialect, column))
  const { node } = compileExpression(value, scope, column.type)
  if (!scope.hasJoins) return node
  throw new UsageError(
    `The new value of ${column.type.place} follows a relation, which an UPDATE can't. Use Subquery(…) with OuterRef(…).`,
  )
}

/** The statement for the query's rows: by its conditions where they speak of the table alone, else by keys. */
function filtered<N extends UpdateQueryNode | DeleteQueryNode>(node: N, query: Query, dialect: Dialect): N {
  const { where, none, annotations, limit, offset, distinct, combined } = query.shape.state
  const scope = ownScope(query, dialect)
  const keysOnly = annotations.length > 0 || limit !== undefined || offset !== undefined || distinct || combined
  if (keysOnly) return QueryNode.cloneWithWhere(node, isAmong(query, scope))
  const conditions = where.map((one) => compileCondition(one, scope))
  if (scope.hasJoins || !(scope.isAlone || dialect.features.selfReferencingChange)) {
    return QueryNode.cloneWithWhere(node, isAmong(query, scope))
  }
  if (none) conditions.push(RawNode.createWithSql('1 = 0'))
  return conditions.length > 0 ? QueryNode.cloneWithWhere(node, conjunction(conditions)) : node
}

/** The scope of the table itself, under its own name. */
function ownScope(query: Query, dialect: Dialect): Scope {
  return new Scope(dialect, query.definition, { root: query.definition.table })
}

function isAmong(query: Query, { dialect, root }: Scope): OperationNode {
  const { column } = query.definition.key
  const keys = compileKeys(query, dialect)
  const rows = dialect.features.selfReferencingChange ? keys : setAside(keys, column)
  return BinaryOperationNode.create(columnReference(root, column), OperatorNode.create('in'), ParensNode.create(rows))
}

/** A derived table is read to its end before anything changes. */
function setAside(keys: SelectQueryNode, column: string): SelectQueryNode {
  const rows = SelectQueryNode.createFrom([AliasNode.create(keys, IdentifierNode.create('changed'))])
  const key = SelectionNode.create(ReferenceNode.create(ColumnNode.create(column), TableNode.create('changed')))
  return SelectQueryNode.cloneWithSelections(rows, [key])
}
