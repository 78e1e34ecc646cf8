import { UsageError } from '../errors/usage-error.ts'
import { send, type Steps } from '../execute/steps.ts'
import { Expression } from '../expressions/expression.ts'
import { hasAggregate } from '../expressions/has-aggregate.ts'
import { filter, slice } from '../query/builders.ts'
import type { Query } from '../query/query.ts'
import type { Shape } from '../query/shape.ts'
import { fetchedRows } from './fetched.ts'
import { hydrated } from './prefetch/hydrate.ts'
import { aggregateStatement, countStatement, existsStatement } from './statements.ts'

// Methods that send a query, each written once for both executors.

export function* get<R>(query: Query<R>, where?: object): Steps<R> {
  const matching = where === undefined ? query : filter(query, where)
  const bounded = isBounded(matching) ? matching : slice(matching, 0, 2)
  const [first, second] = bounded.known ?? hydrated<R>(yield* fetchedRows(bounded))
  const { model } = query.definition
  if (first === undefined) throw new model.DoesNotExist()
  if (second !== undefined) throw new model.MultipleObjectsReturned()
  return first
}

/** Whether a query is sliced, or for a key alone: then no other row could be there, and a limit costs a tenth more. */
function isBounded({ shape, definition }: Query): boolean {
  const known = boundedShapes.get(shape)
  if (known !== undefined) return known
  const { where, annotations, order, rows, combined, limit } = shape.state
  const [clause] = where
  const isKey =
    clause?.kind === 'lookup' &&
    clause.argument.kind === 'slot' &&
    (clause.lookup === definition.primaryKey || clause.lookup === 'pk')
  // A path in any other part may lead to many rows for one.
  const isAlone = where.length === 1 && annotations.length === 0 && order.length === 0 && rows.kind === 'instances'
  const answer = limit !== undefined || (isKey && isAlone && !combined)
  boundedShapes.set(shape, answer)
  return answer
}

const boundedShapes = new WeakMap<Shape, boolean>()

export function* count(query: Query): Steps<number> {
  if (query.known) return query.known.length
  const { database, statement } = countStatement(query)
  const { rows } = yield* send(database, statement)
  return Number(rows[0]?.[0])
}

export function* exists(query: Query): Steps<boolean> {
  if (query.known) return query.known.length > 0
  const { database, statement } = existsStatement(slice(query, 0, 1))
  const { rows } = yield* send(database, statement)
  return rows.length > 0
}

export function* aggregate<Results>(query: Query, aggregates: Readonly<Record<string, Expression>>): Steps<Results> {
  const entries = Object.entries(aggregates)
  if (entries.length === 0) throw new UsageError('aggregate({}) asks for nothing: aggregate({ rows: Count() }).')
  entries.forEach(([name, one]) => refuseRows(name, one))
  const { database, statement, decoders } = aggregateStatement(
    query,
    entries.map(([, one]) => one.node),
  )
  const { rows } = yield* send(database, statement)
  const answers = entries.map(([name], index) => {
    const cell = rows[0]?.[index] ?? null
    return [name, cell === null ? null : decoders[index]?.(cell)] as const
  })
  // The type that the caller names is computed from the same aggregates.
  return Object.fromEntries(answers) as Results
}

/** What has no aggregate would be the value of whichever row comes first. */
function refuseRows(name: string, given: unknown): void {
  if (given instanceof Expression && hasAggregate(given.node)) return
  throw new UsageError(
    `'${name}' is no aggregate: aggregate(…) takes Count(…), Sum(…), Avg(…), Min(…), Max(…) and what is computed from them; values of rows are in values(…).`,
  )
}
