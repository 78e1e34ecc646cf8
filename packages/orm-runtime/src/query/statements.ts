import { compileDelete, compileInsert, compileUpdate } from '../compile/compile-change.ts'
import { compileAggregates, compileCount, compileExists, compileRows } from '../compile/compile-select.ts'
import { statementOf, type Statement } from '../compile/plan.ts'
import { connectedDatabase } from '../execute/database.ts'
import type { Column, ModelDefinition } from '../models/model-definition.ts'
import { modelNamed } from '../models/schema.ts'
import type { Row } from '../dialects/dialect.ts'
import { instanceFrom } from './instance-from.ts'
import type { Aggregate } from './aggregates.ts'
import type { Query } from './query.ts'

/** A SELECT of rows beside what its cells mean. */
export interface RowsStatement<M> {
  readonly statement: Statement
  readonly instanceOf: (row: Row) => M
}

export function rowsStatement<M>(query: Query<M>): RowsStatement<M> {
  const found = connectedDatabase().plans.plan(keyOf('rows', query), ({ lookups }) => {
    const { node, models } = compileRows(query, lookups)
    return { node, extra: models }
  })
  const { extra } = found.plan
  // The rows of a query are instances of its model.
  return { statement: statementOf(found, query.values, 'read'), instanceOf: (row) => instanceFrom(row, extra) as M }
}

export function countStatement(query: Query): Statement {
  const found = connectedDatabase().plans.plan(keyOf('count', query), ({ lookups }) => ({
    node: compileCount(query, lookups),
    extra: undefined,
  }))
  return statementOf(found, query.values, 'read')
}

export function existsStatement(query: Query): Statement {
  const found = connectedDatabase().plans.plan(keyOf('exists', query), ({ lookups }) => ({
    node: compileExists(query, lookups),
    extra: undefined,
  }))
  return statementOf(found, query.values, 'read')
}

export function aggregateStatement(query: Query, aggregates: readonly Aggregate[]): Statement {
  const names = aggregates.map(({ kind, path }) => `${kind} ${path}`)
  const found = connectedDatabase().plans.plan(keyOf('aggregate', query, names), ({ lookups }) => ({
    node: compileAggregates(query, aggregates, lookups),
    extra: undefined,
  }))
  return statementOf(found, query.values, 'read')
}

/** Inserts one row; `values` stand in the order of `columns`. */
export function insertStatement(definition: ModelDefinition, columns: readonly Column[], values: readonly unknown[]) {
  modelNamed(definition.name)
  const key = `insert ${definition.name} ${columns.map(({ name }) => name).join(' ')}`
  const found = connectedDatabase().plans.plan(key, () => ({
    node: compileInsert(definition, columns),
    extra: undefined,
  }))
  return statementOf(found, values, 'write')
}

/** Changes the query's rows; `values` stand in the order of `columns`. */
export function updateStatement(query: Query, columns: readonly Column[], values: readonly unknown[]): Statement {
  const names = columns.map(({ name }) => name)
  const found = connectedDatabase().plans.plan(keyOf('update', query, names), ({ lookups }) => ({
    node: compileUpdate(query, columns, lookups),
    extra: undefined,
  }))
  return statementOf(found, [...query.values, ...values], 'write')
}

export function deleteStatement(query: Query): Statement {
  const found = connectedDatabase().plans.plan(keyOf('delete', query), ({ lookups }) => ({
    node: compileDelete(query, lookups),
    extra: undefined,
  }))
  return statementOf(found, query.values, 'write')
}

function keyOf(statement: string, query: Query, names: readonly string[] = []): string {
  modelNamed(query.definition.name)
  return JSON.stringify([statement, query.definition.name, query.shape, names])
}
