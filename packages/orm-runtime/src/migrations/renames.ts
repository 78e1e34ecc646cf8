import { isDeepStrictEqual } from 'node:util'
import { UsageError } from '../errors/usage-error.ts'
import type { TableColumn, TableDefinition } from '../schema/table-definition.ts'
import { replay, type SchemaState } from './state.ts'

/** What is to keep its rows under a new name. */
export interface Renames {
  readonly tables: readonly { readonly from: string; readonly to: string }[]
  /** `table`: under its new name. */
  readonly columns: readonly { readonly table: string; readonly from: string; readonly to: string }[]
}

export const noRenames: Renames = { tables: [], columns: [] }

/** `users` and `people`, or `users.age` and `years`: something that may have been renamed, or dropped and added. */
export interface PossibleRename {
  readonly from: string
  readonly to: string
}

/**
 * What may have been renamed: a table that is gone and a new one with the same columns, or in one table a column that is
 * gone and a new one of the same type. `settled` names those that are known to be dropped.
 */
export function possibleRenames(
  from: SchemaState,
  to: SchemaState,
  renames: Renames,
  settled: readonly string[],
): PossibleRename[] {
  const before = replay(
    renames.tables.map(({ from: table, to: name }) => ({ kind: 'renameTable', table, to: name }) as const),
    from,
  )
  const tables = pairsOf([...before.values()], [...to.values()], haveSameColumns)
  const columns = [...to.values()].flatMap((after) => {
    const table = before.get(after.name)
    if (!table) return []
    const known = renames.columns.filter((one) => one.table === after.name)
    const gone = table.columns.filter(({ name }) => !known.some((one) => one.from === name))
    const made = after.columns.filter(({ name }) => !known.some((one) => one.to === name))
    return pairsOf(gone, made, areAlike).map((one) => ({ from: `${after.name}.${one.from}`, to: one.to }))
  })
  return [...tables, ...columns].filter((one) => !settled.includes(one.from))
}

/** Reads `users:people` and `users.age:years`. @throws UsageError for names that are not what changed. */
export function readRenames(texts: readonly string[], from: SchemaState, to: SchemaState): Renames {
  const pairs = texts.map((text) => {
    const [, table = '', column, name = ''] = /^([^.:]+)(?:\.([^.:]+))?:([^.:]+)$/.exec(text) ?? []
    if (table) return { table, column, name }
    throw new UsageError(
      `'${text}' names no rename. A table: --rename users:people. A column: --rename users.age:years.`,
    )
  })
  const tables = pairs.flatMap(({ table, column, name }) => (column === undefined ? [{ from: table, to: name }] : []))
  for (const one of tables) {
    requireChange(one, 'table', [...from.keys()], [...to.keys()])
  }
  const columns = pairs.flatMap(({ table, column, name }) => {
    if (column === undefined) return []
    const renamed = tables.find((one) => one.from === table)?.to ?? table
    const old = from.get(tables.find((one) => one.to === table)?.from ?? table)
    const names = (one: TableDefinition | undefined) => one?.columns.map((each) => each.name) ?? []
    requireChange({ from: column, to: name }, `column of '${table}'`, names(old), names(to.get(renamed)))
    return [{ table: renamed, from: column, to: name }]
  })
  return { tables, columns }
}

function requireChange(
  { from, to }: PossibleRename,
  what: string,
  before: readonly string[],
  after: readonly string[],
): void {
  const gone = before.filter((name) => !after.includes(name))
  const added = after.filter((name) => !before.includes(name))
  if (gone.includes(from) && added.includes(to)) return
  throw new UsageError(
    `No ${what} '${from}' became '${to}'. Gone from the models: ${gone.join(', ') || 'none'}. New: ${added.join(', ') || 'none'}.`,
  )
}

function pairsOf<T extends { readonly name: string }>(
  before: readonly T[],
  after: readonly T[],
  areAlikeEnough: (one: T, other: T) => boolean,
): PossibleRename[] {
  const gone = before.filter((one) => !after.some(({ name }) => name === one.name))
  const made = after.filter((one) => !before.some(({ name }) => name === one.name))
  return gone.flatMap((one) => {
    return made.filter((other) => areAlikeEnough(one, other)).map((other) => ({ from: one.name, to: other.name }))
  })
}

function haveSameColumns(one: TableDefinition, other: TableDefinition): boolean {
  const shapes = ({ columns }: TableDefinition) => new Set(columns.map(({ name, type }) => `${name} ${type.kind}`))
  return isDeepStrictEqual(shapes(one), shapes(other))
}

function areAlike(one: TableColumn, other: TableColumn): boolean {
  return one.type.kind === other.type.kind && (one.references === undefined) === (other.references === undefined)
}
