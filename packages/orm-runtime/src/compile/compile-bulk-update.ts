import {
  AliasNode,
  BinaryOperationNode,
  ColumnNode,
  ColumnUpdateNode,
  FromNode,
  IdentifierNode,
  OperatorNode,
  ParensNode,
  QueryNode,
  RawNode,
  TableNode,
  UpdateQueryNode,
  type OperationNode,
} from 'kysely'
import type { Dialect } from '../dialects/dialect.ts'
import type { Column, ModelDefinition } from '../models/model-definition.ts'
import { columnBinder } from './column-binder.ts'
import { arraysNode } from './compile-insert.ts'
import { columnReference } from './scope.ts'
import { slotNode } from './slot.ts'

/**
 * An UPDATE that gives each of several rows values of its own. The values are those of a row, its key first, then of
 * the next; for `arrays` one array for each column, that of the keys first.
 */
export function compileBulkUpdate(
  definition: ModelDefinition,
  columns: readonly Column[],
  rows: number | 'arrays',
  dialect: Dialect,
): UpdateQueryNode {
  const node = UpdateQueryNode.create([TableNode.create(definition.table)])
  return rows === 'arrays'
    ? byArrays(node, definition, columns, dialect)
    : byCases(node, definition, columns, rows, dialect)
}

/** `update t set a = rows.a from (select * from unnest($1, $2)) as rows (id, a) where t.id = rows.id`. */
function byArrays(
  node: UpdateQueryNode,
  { table, key }: ModelDefinition,
  columns: readonly Column[],
  dialect: Dialect,
) {
  const given = [key, ...columns]
  const names = given.map(({ column }) => IdentifierNode.create(column))
  const alias = RawNode.create(['rows (', ...names.slice(1).map(() => ', '), ')'], names)
  const from = FromNode.create([AliasNode.create(ParensNode.create(arraysNode(given, dialect)), alias)])
  const updates = columns.map(({ column }) =>
    ColumnUpdateNode.create(ColumnNode.create(column), columnReference('rows', column)),
  )
  const same = BinaryOperationNode.create(
    columnReference(table, key.column),
    OperatorNode.create('='),
    columnReference('rows', key.column),
  )
  return QueryNode.cloneWithWhere({ ...UpdateQueryNode.cloneWithUpdates(node, updates), from }, same)
}

/** `update t set a = case id when ? then ? when ? then ? end where id in (?, ?)`. */
function byCases(
  node: UpdateQueryNode,
  { key }: ModelDefinition,
  columns: readonly Column[],
  rows: number,
  dialect: Dialect,
) {
  const bindKey = columnBinder(dialect, key)
  const width = columns.length + 1
  const indexes = Array.from({ length: rows }, (_, row) => row * width)
  const own = ColumnNode.create(key.column)
  const updates = columns.map((column, index) => {
    const bind = columnBinder(dialect, column)
    const whens = indexes.flatMap((start) => [slotNode(start, bindKey), slotNode(start + index + 1, bind)])
    const texts = indexes.flatMap(() => [' when ', ' then '])
    return ColumnUpdateNode.create(
      ColumnNode.create(column.column),
      RawNode.create(['case ', ...texts, ' end'], [own, ...whens]),
    )
  })
  const keys = indexes.map((start): OperationNode => slotNode(start, bindKey))
  const among = RawNode.create(['', ' in (', ...keys.slice(1).map(() => ', '), ')'], [own, ...keys])
  return QueryNode.cloneWithWhere(UpdateQueryNode.cloneWithUpdates(node, updates), among)
}
