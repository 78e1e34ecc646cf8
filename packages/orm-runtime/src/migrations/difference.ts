import { isDeepStrictEqual } from 'node:util'
import type { SchemaChange } from '../schema/table-change.ts'
import type { TableColumn, TableDefinition, TableIndex } from '../schema/table-definition.ts'
import { byReferences } from './by-references.ts'
import type { Renames } from './renames.ts'
import { replay, type SchemaState } from './state.ts'

/**
 * The operations that lead from one state to another. Nothing is taken for renamed that `renames` does not name.
 *
 * The order lets each database do them: constraints go before the names that they mention change; indexes come before
 * those that foreign keys may have leaned on go; columns and tables go last.
 */
export function difference(from: SchemaState, to: SchemaState, renames: Renames): SchemaChange[] {
  const renaming = renamingOperations(renames)
  const renamed = replay(renaming, from)
  const pairs = [...to.values()].flatMap((after) => {
    const before = renamed.get(after.name)
    return before ? [{ before, after, oldName: oldNameOf(after.name, renames) }] : []
  })
  const made = byReferences([...to.values()].filter(({ name }) => !renamed.has(name)))
  const dropped = byReferences([...renamed.values()].filter(({ name }) => !to.has(name))).toReversed()
  const each = (changes: (pair: TablePair) => SchemaChange[]) => pairs.flatMap(changes)
  return [
    ...each(goneConstraints),
    ...renaming,
    ...each(renamedIndexes),
    ...made.map((table) => ({ kind: 'createTable', table }) as const),
    ...each(newColumns),
    ...each(newIndexes),
    ...each(alteredColumns),
    ...each(changedIndexes),
    ...each(goneIndexes),
    ...each(newConstraints),
    ...each(goneColumns),
    ...dropped.map(({ name }) => ({ kind: 'dropTable', table: name }) as const),
  ]
}

interface TablePair {
  readonly before: TableDefinition
  readonly after: TableDefinition
  /** The table's name before it is renamed. */
  readonly oldName: string
}

function renamingOperations({ tables, columns }: Renames): SchemaChange[] {
  return [
    ...tables.map(({ from, to }) => ({ kind: 'renameTable', table: from, to }) as const),
    ...columns.map(({ table, from, to }) => ({ kind: 'renameColumn', table, from, to }) as const),
  ]
}

function oldNameOf(name: string, { tables }: Renames): string {
  return tables.find(({ to }) => to === name)?.from ?? name
}

function goneConstraints({ before, after, oldName }: TablePair): SchemaChange[] {
  return missing(before.constraints, after.constraints).map(({ name }) => ({
    kind: 'dropConstraint',
    table: oldName,
    name,
  }))
}

function newConstraints({ before, after }: TablePair): SchemaChange[] {
  return missing(after.constraints, before.constraints).map((constraint) => ({
    kind: 'addConstraint',
    table: after.name,
    constraint,
  }))
}

function newColumns({ before, after }: TablePair): SchemaChange[] {
  return unnamed(after.columns, before.columns).map((column) => ({ kind: 'addColumn', table: after.name, column }))
}

function goneColumns({ before, after }: TablePair): SchemaChange[] {
  return unnamed(before.columns, after.columns).map(({ name }) => ({ kind: 'dropColumn', table: after.name, name }))
}

function alteredColumns({ before, after }: TablePair): SchemaChange[] {
  return after.columns
    .filter((column) => {
      const old = before.columns.find(({ name }) => name === column.name)
      return old && !isDeepStrictEqual(comparable(old), comparable(column))
    })
    .map((column) => ({ kind: 'alterColumn', table: after.name, column }))
}

/** What a migration file says of a column. */
function comparable({ type, ...column }: TableColumn) {
  const { kind, maxLength, digits, places } = type
  return { ...column, type: { kind, maxLength, digits, places } }
}

function renamedIndexes({ before, after }: TablePair): SchemaChange[] {
  return indexRenames(before, after).map(([from, to]) => ({ kind: 'renameIndex', table: after.name, from, to }))
}

function newIndexes({ before, after }: TablePair): SchemaChange[] {
  const renamed = indexRenames(before, after).map(([, to]) => to)
  return unnamed(after.indexes, before.indexes)
    .filter(({ name }) => !renamed.includes(name))
    .map((index) => ({ kind: 'addIndex', table: after.name, index }))
}

/** Indexes of the same name on something else. */
function changedIndexes({ before, after }: TablePair): SchemaChange[] {
  return after.indexes
    .filter((index) => {
      const old = before.indexes.find(({ name }) => name === index.name)
      return old && !isDeepStrictEqual(old, index)
    })
    .flatMap((index) => [
      { kind: 'dropIndex', table: after.name, name: index.name },
      { kind: 'addIndex', table: after.name, index },
    ])
}

/** Without those on columns that are dropped, which go with their columns. */
function goneIndexes({ before, after }: TablePair): SchemaChange[] {
  const renamed = indexRenames(before, after).map(([from]) => from)
  const kept = new Set(after.columns.map(({ name }) => name))
  return unnamed(before.indexes, after.indexes)
    .filter(({ name }) => !renamed.includes(name))
    .filter(({ columns }) => columns.length > 1 || columns.some(({ name }) => kept.has(name)))
    .map(({ name }) => ({ kind: 'dropIndex', table: after.name, name }))
}

/** Names of indexes are made from those of tables and columns, and change with them. */
function indexRenames(before: TableDefinition, after: TableDefinition): [string, string][] {
  const added = unnamed(after.indexes, before.indexes)
  return unnamed(before.indexes, after.indexes).flatMap((index): [string, string][] => {
    const same = added.find((one) => isDeepStrictEqual(withoutName(one), withoutName(index)))
    return same ? [[index.name, same.name]] : []
  })
}

function withoutName({ columns, unique, where }: TableIndex) {
  return { columns, unique, where }
}

function missing<T>(all: readonly T[], among: readonly T[]): T[] {
  return all.filter((one) => !among.some((other) => isDeepStrictEqual(one, other)))
}

function unnamed<T extends { readonly name: string }>(all: readonly T[], among: readonly T[]): T[] {
  return all.filter((one) => !among.some(({ name }) => name === one.name))
}
