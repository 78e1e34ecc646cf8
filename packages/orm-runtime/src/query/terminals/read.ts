import { UsageError } from '../../errors/usage-error.ts'
import { fromDatabase } from '../../models/column-values.ts'
import type { Cell } from '../../dialects/dialect.ts'
import type { Steps } from '../../execute/steps.ts'
import { lookupPath } from '../../compile/lookup-path.ts'
import type { Aggregate } from '../aggregates.ts'
import { filter, slice } from '../builders.ts'
import { refuseSliced, type Query } from '../query.ts'
import { aggregateStatement, countStatement, existsStatement, rowsStatement } from '../statements.ts'

// Methods that send a query, each written once for both executors.

export function* get<M>(query: Query<M>, where: object = {}): Steps<M> {
  const matching = filter(query, where)
  const [first, second] = yield* rows(matching.shape.limit === undefined ? slice(matching, 0, 2) : matching)
  const { model } = query.definition
  if (first === undefined) throw new model.DoesNotExist()
  if (second !== undefined) throw new model.MultipleObjectsReturned()
  return first
}

export function* first<M>(query: Query<M>): Steps<M | undefined> {
  const { shape, definition } = query
  const ordered = shape.order.length ? query : { ...query, shape: { ...shape, order: [definition.primaryKey] } }
  const [row] = yield* rows(slice(ordered, 0, 1))
  return row
}

export function* count(query: Query): Steps<number> {
  const { rows } = yield countStatement(query)
  return Number(rows[0]?.[0])
}

export function* exists(query: Query): Steps<boolean> {
  const { rows } = yield existsStatement(slice(query, 0, 1))
  return rows.length > 0
}

export function* aggregate<Results>(query: Query, aggregates: Readonly<Record<string, Aggregate>>): Steps<Results> {
  refuseSliced(query, 'aggregate')
  const entries = Object.entries(aggregates)
  if (entries.length === 0) throw new UsageError('aggregate({}) asks for nothing: aggregate({ rows: Count() }).')
  const { rows } = yield aggregateStatement(
    query,
    entries.map(([, one]) => one),
  )
  const answers = entries.map(([name, one], index) => [name, answerOf(query, one, rows[0]?.[index])] as const)
  // The type that the caller names is computed from the same aggregates.
  return Object.fromEntries(answers) as Results
}

function* rows<M>(query: Query<M>): Steps<M[]> {
  const { statement, instanceOf } = rowsStatement(query)
  const outcome = yield statement
  return outcome.rows.map((row) => instanceOf(row))
}

function answerOf(query: Query, { kind, path }: Aggregate, cell: Cell | undefined): unknown {
  if (kind !== 'min' && kind !== 'max') return cell
  return fromDatabase(lookupPath(query.definition, path).column, cell ?? null)
}
