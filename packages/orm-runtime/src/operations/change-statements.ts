import { compileBulkUpdate } from '../compile/compile-bulk-update.ts'
import { compileDelete, compileUpdate, type Assignment } from '../compile/compile-change.ts'
import { compileInsert, type Insertion } from '../compile/compile-insert.ts'
import { columnsReader, type ColumnsReader } from '../compile/columns-reader.ts'
import { statementOf } from '../compile/plan.ts'
import type { Statement } from '../dialects/connections.ts'
import type { Database } from '../execute/database.ts'
import { Expression } from '../expressions/expression.ts'
import type { Column, ModelDefinition } from '../models/model-definition.ts'
import { requireConnected } from '../models/schema.ts'
import { liftExpression } from '../query/lift.ts'
import type { Query } from '../query/query.ts'
import { writingDatabase, type Sent } from './statements.ts'

/** An INSERT beside what gives an instance the columns that the database answers. */
export interface InsertStatement {
  readonly statement: Statement
  readonly fill: ColumnsReader
}

/** Inserts rows; the values stand as {@link Insertion} says. */
export function insertStatement(database: Database, insertion: Insertion, values: readonly unknown[]): InsertStatement {
  const { definition, columns, rows, answers, onConflict, isPart = false } = insertion
  requireConnected(definition)
  const conflict = onConflict ? JSON.stringify(onConflict, conflictNames) : ''
  const key = `insert ${isPart ? 'part ' : ''}${rows} ${names(columns)} returning ${names(answers)}${conflict}`
  const found = database.plans.plan(definition, key, (dialect) => ({
    node: compileInsert(insertion, dialect),
    extra: columnsReader(answers, dialect),
  }))
  return { statement: statementOf(found, values, 'write'), fill: found.plan.extra }
}

/** Changes the query's rows. `values` are the columns' new ones: constants, or expressions. */
export function updateStatement(query: Query, columns: readonly Column[], values: readonly unknown[]): Sent {
  const database = writingDatabase(query)
  const all = query.values.slice()
  const assignments = columns.map((column, index): Assignment => {
    const value = values[index]
    if (value instanceof Expression) return { column, value: liftExpression(value.node, all) }
    return { column, value: { kind: 'slot', slot: all.push(value) - 1 } }
  })
  const computed = values.some((value) => value instanceof Expression)
  const key = `update ${names(columns)}${computed ? JSON.stringify(assignments.map(({ value }) => value)) : ''}`
  const found = database.plans.plan(query.shape, key, (dialect) => ({
    node: compileUpdate(query, assignments, dialect),
    extra: undefined,
  }))
  return { database, statement: statementOf(found, all, 'write') }
}

/** Gives rows values of their own; the values stand as {@link compileBulkUpdate} says. */
export function bulkUpdateStatement(
  database: Database,
  definition: ModelDefinition,
  columns: readonly Column[],
  rows: number | 'arrays',
  values: readonly unknown[],
): Statement {
  requireConnected(definition)
  const found = database.plans.plan(definition, `bulk update ${rows} ${names(columns)}`, (dialect) => ({
    node: compileBulkUpdate(definition, columns, rows, dialect),
    extra: undefined,
  }))
  return statementOf(found, values, 'write')
}

export function deleteStatement(query: Query): Sent {
  const database = writingDatabase(query)
  const found = database.plans.plan(query.shape, 'delete', (dialect) => ({
    node: compileDelete(query, dialect),
    extra: undefined,
  }))
  return { database, statement: statementOf(found, query.values, 'write') }
}

function names(columns: readonly Column[]): string {
  return columns.map(({ name }) => name).join(' ')
}

function conflictNames(key: string, value: unknown): unknown {
  return key === 'columns' || key === 'unique' ? names(value as readonly Column[]) : value
}
