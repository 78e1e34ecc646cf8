import {
  BinaryOperationNode,
  ColumnNode,
  ColumnUpdateNode,
  DeleteQueryNode,
  InsertQueryNode,
  OperatorNode,
  ParensNode,
  QueryNode,
  ReferenceNode,
  ReturningNode,
  SelectionNode,
  TableNode,
  UpdateQueryNode,
  ValueListNode,
  ValuesNode,
  type OperationNode,
} from 'kysely'
import type { Dialect } from '../dialects/dialect.ts'
import type { Column, ModelDefinition } from '../models/model-definition.ts'
import type { Query } from '../query/query.ts'
import { compileKeys } from './compile-select.ts'
import { binder, slotNode } from './slot.ts'

/** An INSERT of one row that answers its primary key where the database can. The values are those of `columns`. */
export function compileInsert(
  definition: ModelDefinition,
  columns: readonly Column[],
  dialect: Dialect,
): InsertQueryNode {
  const values = columns.map((column, index) => slotNode(index, binder(dialect, column.type)))
  const node = InsertQueryNode.cloneWith(InsertQueryNode.create(table(definition)), {
    columns: columns.map(({ column }) => ColumnNode.create(column)),
    values: ValuesNode.create([ValueListNode.create(values)]),
  })
  if (!dialect.features.returning) return node
  const key = SelectionNode.create(ReferenceNode.create(ColumnNode.create(definition.key.column)))
  return InsertQueryNode.cloneWith(node, { returning: ReturningNode.create([key]) })
}

/** An UPDATE of the query's rows. The new values stand behind those of the query, in the order of `columns`. */
export function compileUpdate(query: Query, columns: readonly Column[], dialect: Dialect): UpdateQueryNode {
  const { definition } = query
  const updates = columns.map(({ column, type }, index) =>
    ColumnUpdateNode.create(ColumnNode.create(column), slotNode(query.values.length + index, binder(dialect, type))),
  )
  const node = UpdateQueryNode.cloneWithUpdates(UpdateQueryNode.create([table(definition)]), updates)
  return QueryNode.cloneWithWhere(node, isAmong(query, dialect))
}

/** A DELETE of the query's rows. */
export function compileDelete(query: Query, dialect: Dialect): DeleteQueryNode {
  return QueryNode.cloneWithWhere(DeleteQueryNode.create([table(query.definition)]), isAmong(query, dialect))
}

function isAmong(query: Query, dialect: Dialect): OperationNode {
  const key = ReferenceNode.create(ColumnNode.create(query.definition.key.column))
  return BinaryOperationNode.create(key, OperatorNode.create('in'), ParensNode.create(compileKeys(query, dialect)))
}

function table(definition: ModelDefinition): TableNode {
  return TableNode.create(definition.table)
}
