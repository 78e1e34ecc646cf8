import type { Dialect } from '../dialects/dialect.ts'
import type { SchemaStep } from '../dialects/schema-statements.ts'
import { MigrationError } from '../errors/migration-error.ts'
import type { TableDefinition } from '../schema/table-definition.ts'
import { describeOperation } from './describe-operation.ts'
import type { MigrationCode, Operation } from './operation.ts'
import { stateAfter, tableOf, type SchemaState } from './state.ts'

/** What a migration does on a database, in order. */
export interface PlannedStep {
  readonly step: SchemaStep | MigrationCode
  /** The operation that it belongs to: its number, from 1, and what it says. */
  readonly operation: number
  readonly description: string
}

/**
 * The steps of operations on a database, from the state before them.
 * @throws MigrationError for an operation that does not fit the state, or the database.
 */
export function planned(operations: readonly Operation[], state: SchemaState, dialect: Dialect): PlannedStep[] {
  const steps: PlannedStep[] = []
  let before = state
  for (let at = 0; at < operations.length;) {
    const run = runFrom(operations, at)
    const add = (offset: number, texts: readonly PlannedStep['step'][]) => {
      const description = describeOperation(run[offset]!)
      steps.push(...texts.map((step) => ({ step, operation: at + offset + 1, description })))
    }
    const after = run.reduce((tables, operation, offset) => {
      try {
        return stateAfter(operation, tables)
      } catch (error) {
        throw failed(at + offset, run[offset]!, error)
      }
    }, before)
    planRun(run, before, after, dialect, add)
    before = after
    at += run.length
  }
  return steps
}

/** Tables that are made, or dropped, one after the other may refer to each other: they are planned together. */
function runFrom(operations: readonly Operation[], at: number): Operation[] {
  const first = operations[at]!
  if (first.kind !== 'createTable' && first.kind !== 'dropTable') return [first]
  const end = operations.findIndex((one, index) => index > at && one.kind !== first.kind)
  return operations.slice(at, end < 0 ? operations.length : end)
}

function planRun(
  run: readonly Operation[],
  before: SchemaState,
  after: SchemaState,
  { schema, types }: Dialect,
  add: (offset: number, steps: readonly PlannedStep['step'][]) => void,
): void {
  const [first] = run
  if (!first) return
  if (first.kind === 'createTable') {
    const made = run.flatMap((one) => (one.kind === 'createTable' ? [one.table] : []))
    for (const [offset, table] of made.entries()) {
      refuseDangling(table, after)
      add(offset, schema.createTable(table, types))
    }
    for (const [offset, table] of made.entries()) add(offset, schema.foreignKeys(table))
  } else if (first.kind === 'dropTable') {
    const dropped = run.flatMap((one) => (one.kind === 'dropTable' ? [one.table] : []))
    for (const table of after.values()) refuseDangling(table, after)
    add(0, schema.dropTables(dropped))
  } else if (first.kind === 'runSql') {
    add(0, first.up)
  } else if (first.kind === 'runCode') {
    add(0, [first.up])
  } else {
    const name = first.kind === 'renameTable' ? first.to : first.table
    const tables = { before: tableOf(before, first.table), after: tableOf(after, name) }
    if (first.kind === 'addColumn' || first.kind === 'alterColumn') refuseDangling(tables.after, after)
    if (first.kind === 'alterColumn') refuseKeyChange(first, tables.before)
    add(0, schema.change(first, tables, types))
  }
}

function refuseDangling(table: TableDefinition, state: SchemaState): void {
  const lost = table.columns.find(({ references }) => references && !state.has(references.table))
  if (!lost) return
  throw new MigrationError(
    `'${table.name}.${lost.name}' refers to '${lost.references?.table ?? ''}', which would not exist. Make that table before it or right beside it, and drop the column before the table.`,
  )
}

function refuseKeyChange({ column }: Extract<Operation, { kind: 'alterColumn' }>, table: TableDefinition): void {
  const old = table.columns.find(({ name }) => name === column.name)
  const generated = (kind: string | undefined) => kind === 'auto' || kind === 'bigAuto'
  if (old?.primaryKey === column.primaryKey && generated(old.type.kind) === generated(column.type.kind)) return
  throw new MigrationError(
    `'${table.name}.${column.name}' can't become, or stop being, a primary key or one that the database gives. Make a new table, copy the rows with runSql(…), and drop the old one.`,
  )
}

function failed(index: number, operation: Operation, cause: unknown): MigrationError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new MigrationError(`Operation ${index + 1}, ${describeOperation(operation)}: ${reason}`, { cause })
}
