import { compileRows, type SelectedModel } from '../compile/compile-select.ts'
import { compileAggregates, compileCount, compileExists } from '../compile/compile-summary.ts'
import { decoder } from '../compile/columns-reader.ts'
import { statementOf } from '../compile/plan.ts'
import { rowReader, type RowReader } from '../compile/row-reader.ts'
import type { Cell, Statement } from '../dialects/connections.ts'
import { databaseFor, type Database } from '../execute/database.ts'
import type { ExpressionNode } from '../expressions/expression-node.ts'
import { requireConnected } from '../models/schema.ts'
import { liftExpression } from '../query/lift.ts'
import type { Query } from '../query/query.ts'

/** A statement, and the database it goes to. */
export interface Sent {
  readonly database: Database
  readonly statement: Statement
}

/** A SELECT of rows beside what makes results of them. */
export interface RowsStatement extends Sent {
  readonly read: RowReader
  /** Where each model's columns stand in a row. */
  readonly models: readonly SelectedModel[]
}

export function rowsStatement(query: Query): RowsStatement {
  const { lock } = query.shape.state
  const database = lock ? writingDatabase(query) : readingDatabase(query)
  const found = database.plans.plan(query.shape, 'rows', (dialect) => {
    const rows = compileRows(query, dialect)
    const { node, models } = rows
    return { node, extra: { read: rowReader(query.shape.state.rows, rows, dialect), models } }
  })
  const { read, models } = found.plan.extra
  return { database, statement: statementOf(found, query.values, lock ? 'write' : 'read'), read, models }
}

export function countStatement(query: Query): Sent {
  const database = readingDatabase(query)
  const found = database.plans.plan(query.shape, 'count', (dialect) => ({
    node: compileCount(query, dialect),
    extra: undefined,
  }))
  return { database, statement: statementOf(found, query.values, 'read') }
}

export function existsStatement(query: Query): Sent {
  const database = readingDatabase(query)
  const found = database.plans.plan(query.shape, 'exists', (dialect) => ({
    node: compileExists(query, dialect),
    extra: undefined,
  }))
  return { database, statement: statementOf(found, query.values, 'read') }
}

/** One row with the values of expressions; `decoders` answer each from its cell. */
export function aggregateStatement(query: Query, expressions: readonly ExpressionNode[]) {
  const database = readingDatabase(query)
  const values = query.values.slice()
  const lifted = expressions.map((one) => liftExpression(one, values))
  const found = database.plans.plan(query.shape, `aggregate ${JSON.stringify(lifted)}`, (dialect) => {
    const { node, types } = compileAggregates(query, lifted, dialect)
    return { node, extra: types.map((type) => decoder(dialect, type) ?? same) }
  })
  return { database, statement: statementOf(found, values, 'read'), decoders: found.plan.extra }
}

/** Where a query reads. */
export function readingDatabase(query: Query): Database {
  const database = databaseFor(query.definition, query.database, 'read')
  requireConnected(query.definition)
  return database
}

/** Where a query writes. */
export function writingDatabase(query: Query): Database {
  const database = databaseFor(query.definition, query.database, 'write')
  requireConnected(query.definition)
  return database
}

function same(cell: Cell): unknown {
  return cell
}
