import { MigrationError } from '../errors/migration-error.ts'
import type { TableChange } from '../schema/table-change.ts'
import type { TableColumn, TableDefinition } from '../schema/table-definition.ts'
import type { Operation } from './operation.ts'

/** The tables that migrations lead to, by name. No database is needed to know them. */
export type SchemaState = ReadonlyMap<string, TableDefinition>

/** The state after operations. @throws MigrationError for one that does not fit the state before it. */
export function replay(operations: readonly Operation[], state: SchemaState = new Map()): SchemaState {
  return operations.reduce((before, operation) => stateAfter(operation, before), state)
}

/** The state after one operation. */
export function stateAfter(operation: Operation, state: SchemaState): SchemaState {
  switch (operation.kind) {
    case 'runSql':
    case 'runCode':
      return state
    case 'createTable':
      refuse(state.has(operation.table.name), `there is a table '${operation.table.name}' already`)
      return new Map([...state, [operation.table.name, operation.table]])
    case 'dropTable': {
      tableOf(state, operation.table)
      const next = new Map(state)
      next.delete(operation.table)
      return next
    }
    case 'renameTable': {
      refuse(state.has(operation.to), `there is a table '${operation.to}' already`)
      tableOf(state, operation.table)
      const tables = [...state.values()].map((table) => withTableRenamed(table, operation.table, operation.to))
      return new Map(tables.map((table) => [table.name, table]))
    }
    default: {
      const changed = tableAfter(operation, tableOf(state, operation.table))
      const next = new Map(state).set(changed.name, changed)
      if (operation.kind !== 'renameColumn') return next
      const { table, from, to } = operation
      return new Map([...next].map(([name, one]) => [name, withReferencesTo(one, table, from, to)]))
    }
  }
}

/** A table of the state. */
export function tableOf(state: SchemaState, name: string): TableDefinition {
  const table = state.get(name)
  refuse(!table, `there is no table '${name}'. Tables: ${[...state.keys()].join(', ') || 'none'}`)
  return table!
}

type ChangeWithin = Exclude<TableChange, { kind: 'renameTable' }>

function tableAfter(change: ChangeWithin, table: TableDefinition): TableDefinition {
  const { columns, indexes, constraints } = table
  switch (change.kind) {
    case 'addColumn':
      refuse(
        columns.some(({ name }) => name === change.column.name),
        `'${table.name}' has a column '${change.column.name}' already`,
      )
      return { ...table, columns: [...columns, change.column] }
    case 'alterColumn':
      requireNamed(table, 'column', columns, change.column.name)
      return { ...table, columns: columns.map((one) => (one.name === change.column.name ? change.column : one)) }
    case 'dropColumn': {
      requireNamed(table, 'column', columns, change.name)
      const kept = indexes.filter((one) => one.columns.some(({ name }) => name !== change.name))
      const user =
        kept.find((one) => one.columns.some(({ name }) => name === change.name)) ??
        constraints.find((one) => one.kind === 'unique' && one.columns.includes(change.name))
      refuse(
        user !== undefined,
        `'${user?.name ?? ''}' of '${table.name}' is on the column '${change.name}': drop it first`,
      )
      return { ...table, columns: columns.filter(({ name }) => name !== change.name), indexes: kept }
    }
    case 'renameColumn': {
      requireNamed(table, 'column', columns, change.from)
      const renamed = (name: string) => (name === change.from ? change.to : name)
      return {
        ...table,
        columns: columns.map((one) => (one.name === change.from ? columnNamed(table.name, one, change.to) : one)),
        indexes: indexes.map((one) => ({
          ...one,
          columns: one.columns.map((each) => ({ ...each, name: renamed(each.name) })),
        })),
        constraints: constraints.map((one) =>
          one.kind === 'unique' ? { ...one, columns: one.columns.map(renamed) } : one,
        ),
      }
    }
    case 'addIndex':
      return { ...table, indexes: [...indexes, change.index] }
    case 'dropIndex':
      requireNamed(table, 'index', indexes, change.name)
      return { ...table, indexes: indexes.filter(({ name }) => name !== change.name) }
    case 'renameIndex':
      requireNamed(table, 'index', indexes, change.from)
      return {
        ...table,
        indexes: indexes.map((one) => (one.name === change.from ? { ...one, name: change.to } : one)),
      }
    case 'addConstraint':
      return { ...table, constraints: [...constraints, change.constraint] }
    case 'dropConstraint':
      requireNamed(table, 'constraint', constraints, change.name)
      return { ...table, constraints: constraints.filter(({ name }) => name !== change.name) }
  }
}

function withTableRenamed(table: TableDefinition, from: string, to: string): TableDefinition {
  const name = table.name === from ? to : table.name
  const columns = table.columns.map((column): TableColumn => {
    const own = table.name === from ? columnNamed(to, column, column.name) : column
    return own.references?.table === from ? { ...own, references: { ...own.references, table: to } } : own
  })
  return { ...table, name, columns }
}

function withReferencesTo(table: TableDefinition, target: string, from: string, to: string): TableDefinition {
  const columns = table.columns.map((column): TableColumn =>
    column.references?.table === target && column.references.column === from
      ? { ...column, references: { ...column.references, column: to } }
      : column,
  )
  return { ...table, columns }
}

function columnNamed(table: string, column: TableColumn, name: string): TableColumn {
  return { ...column, name, type: { ...column.type, place: `${table}.${name}` } }
}

function requireNamed(
  { name: table }: TableDefinition,
  what: string,
  all: readonly { readonly name: string }[],
  name: string,
): void {
  const choices = all.map((one) => one.name).join(', ') || 'none'
  refuse(!all.some((one) => one.name === name), `'${table}' has no ${what} '${name}'. It has: ${choices}`)
}

function refuse(isRefused: boolean, reason: string): void {
  if (isRefused) throw new MigrationError(`${reason}.`)
}
