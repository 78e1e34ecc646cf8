import {
  AliasNode,
  ColumnNode,
  ColumnUpdateNode,
  IdentifierNode,
  InsertQueryNode,
  OnConflictNode,
  OnDuplicateKeyNode,
  OrActionNode,
  RawNode,
  ReferenceNode,
  ReturningNode,
  SelectionNode,
  TableNode,
  ValueListNode,
  ValuesNode,
  type OperationNode,
} from 'kysely'
import type { Dialect } from '../dialects/dialect.ts'
import type { Column, ModelDefinition } from '../models/model-definition.ts'
import { columnBinder, columnListBinder } from './column-binder.ts'
import { selected } from './compile-select.ts'
import { slotNode } from './slot.ts'

/** An INSERT of rows that have values for the same columns. */
export interface Insertion {
  readonly definition: ModelDefinition
  readonly columns: readonly Column[]
  /**
   * How many rows: the values are those of the first row, in the order of `columns`, then of the next. `arrays` for any
   * number of them: the values are one array for each column.
   */
  readonly rows: number | 'arrays'
  /** What the database is to answer of each row, where it can. */
  readonly answers: readonly Column[]
  readonly onConflict?: ConflictAction
  /** The statement is one of a block, which its failure takes back as a whole. */
  readonly isPart?: true
}

/** What happens to a row whose key or unique columns another row has; without one, the statement fails. */
export type ConflictAction =
  | { readonly do: 'ignore' }
  | { readonly do: 'update'; readonly unique: readonly Column[]; readonly columns: readonly Column[] }

export function compileInsert(insertion: Insertion, dialect: Dialect): InsertQueryNode {
  const { definition, columns, answers, onConflict, isPart } = insertion
  const node = InsertQueryNode.create(TableNode.create(definition.table))
  const returning =
    dialect.features.returning && answers.length > 0
      ? { returning: ReturningNode.create(answers.map((column) => answered(dialect, column))) }
      : {}
  if (columns.length === 0) return InsertQueryNode.cloneWith(node, { ...emptyRow(dialect), ...returning })
  return InsertQueryNode.cloneWith(node, {
    columns: columns.map(({ column }) => ColumnNode.create(column)),
    values: rowsNode(insertion, dialect),
    ...(isPart && dialect.features.insertOrFail && { orAction: OrActionNode.create('fail') }),
    ...(onConflict && conflictNode(insertion, onConflict, dialect)),
    ...returning,
  })
}

function rowsNode({ columns, rows }: Insertion, dialect: Dialect): OperationNode {
  if (rows === 'arrays') return arraysNode(columns, dialect)
  const binders = columns.map((column) => columnBinder(dialect, column))
  const lists = Array.from({ length: rows }, (_, row) =>
    ValueListNode.create(binders.map((bind, index) => slotNode(row * columns.length + index, bind))),
  )
  return ValuesNode.create(lists)
}

/** `select * from unnest($1, $2)`: one parameter per column for any number of rows, and one plan. */
export function arraysNode(columns: readonly Column[], dialect: Dialect): OperationNode {
  const separators = columns.slice(1).map(() => ', ')
  const arrays = columns.map((column, index) => {
    const type = dialect.types[column.type.kind].ddl(column.type)
    return RawNode.create(['cast(', ` as ${type}[])`], [slotNode(index, columnListBinder(dialect, column))])
  })
  return RawNode.create(['select * from unnest(', ...separators, ')'], arrays)
}

/** A row of which the database gives all columns. */
function emptyRow({ features }: Dialect): Partial<InsertQueryNode> {
  if (features.onConflict) return { defaultValues: true }
  return { columns: [], values: ValuesNode.create([ValueListNode.create([])]) }
}

function conflictNode({ definition }: Insertion, action: ConflictAction, { features }: Dialect) {
  if (features.onConflict) {
    if (action.do === 'ignore') {
      return { onConflict: OnConflictNode.cloneWith(OnConflictNode.create(), { doNothing: true }) }
    }
    const node = OnConflictNode.cloneWith(OnConflictNode.create(), {
      columns: action.unique.map(({ column }) => ColumnNode.create(column)),
      updates: action.columns.map(({ column }) =>
        ColumnUpdateNode.create(
          ColumnNode.create(column),
          ReferenceNode.create(ColumnNode.create(column), TableNode.create('excluded')),
        ),
      ),
    })
    return { onConflict: node }
  }
  // IGNORE would hide other errors as well; a column set to itself hides the conflict only.
  const updates =
    action.do === 'ignore'
      ? [ColumnUpdateNode.create(column(definition.key), ReferenceNode.create(column(definition.key)))]
      : action.columns.map((one) =>
          ColumnUpdateNode.create(column(one), RawNode.create(['values(', ')'], [column(one)])),
        )
  return { onDuplicateKey: OnDuplicateKeyNode.create(updates) }
}

function column({ column: name }: Column): ColumnNode {
  return ColumnNode.create(name)
}

function answered(dialect: Dialect, { column: name, type }: Column): SelectionNode {
  const reference = ReferenceNode.create(ColumnNode.create(name))
  const node = selected(dialect, reference, type)
  return SelectionNode.create(node === reference ? reference : AliasNode.create(node, IdentifierNode.create(name)))
}
