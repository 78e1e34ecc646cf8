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
  ValueNode,
  ValuesNode,
  type OperationNode,
} from 'kysely'
import type { Lookups } from '../dialects/dialect.ts'
import type { Column, ModelDefinition } from '../models/model-definition.ts'
import type { Query } from '../query/query.ts'
import { compileKeys } from './compile-select.ts'

/** An INSERT of one row that answers its primary key. The values are those of `columns`, in their order. */
export function compileInsert(definition: ModelDefinition, columns: readonly Column[]): InsertQueryNode {
  const values = columns.map((column, value) => ValueNode.create({ value, column: { definition, column } }))
  return InsertQueryNode.cloneWith(InsertQueryNode.create(table(definition)), {
    columns: columns.map(({ name }) => ColumnNode.create(name)),
    values: ValuesNode.create([ValueListNode.create(values)]),
    returning: ReturningNode.create([
      SelectionNode.create(ReferenceNode.create(ColumnNode.create(definition.primaryKey))),
    ]),
  })
}

/** An UPDATE of the query's rows. The new values stand behind those of the query, in the order of `columns`. */
export function compileUpdate(query: Query, columns: readonly Column[], lookups: Lookups): UpdateQueryNode {
  const { definition } = query
  const updates = columns.map((column, index) => {
    const slot = { value: query.values.length + index, column: { definition, column } }
    return ColumnUpdateNode.create(ColumnNode.create(column.name), ValueNode.create(slot))
  })
  const node = UpdateQueryNode.cloneWithUpdates(UpdateQueryNode.create([table(definition)]), updates)
  return QueryNode.cloneWithWhere(node, isAmong(query, lookups))
}

/** A DELETE of the query's rows. */
export function compileDelete(query: Query, lookups: Lookups): DeleteQueryNode {
  return QueryNode.cloneWithWhere(DeleteQueryNode.create([table(query.definition)]), isAmong(query, lookups))
}

function isAmong(query: Query, lookups: Lookups): OperationNode {
  const key = ReferenceNode.create(ColumnNode.create(query.definition.primaryKey))
  return BinaryOperationNode.create(key, OperatorNode.create('in'), ParensNode.create(compileKeys(query, lookups)))
}

function table(definition: ModelDefinition): TableNode {
  return TableNode.create(definition.table)
}
