import { UsageError } from '../errors/usage-error.ts'
import type { InnerQuery } from '../expressions/expression-node.ts'
import { isQuerySource, queryOf, type QuerySource } from '../expressions/query-source.ts'
import { liftQuery } from './lift.ts'
import { allOf, derived, type Query } from './query.ts'
import type { CombinationOperator } from './shape.ts'

export interface UnionOptions {
  /** Keeps rows that are there several times. */
  readonly all?: boolean
}

/** The last argument may be the options. */
export function union<R>(query: Query<R>, ...written: readonly (QuerySource | UnionOptions)[]): Query<R> {
  const others = written.filter(isQuerySource)
  const options = written.find((one): one is UnionOptions => !isQuerySource(one))
  return combined(query, options?.all ? 'union all' : 'union', others)
}

export function intersection<R>(query: Query<R>, ...others: readonly QuerySource[]): Query<R> {
  return combined(query, 'intersect', others)
}

export function difference<R>(query: Query<R>, ...others: readonly QuerySource[]): Query<R> {
  return combined(query, 'except', others)
}

function combined<R>(query: Query<R>, operator: CombinationOperator, others: readonly QuerySource[]): Query<R> {
  const { definition, shape, database } = query
  const queries: readonly Query[] = [query, ...others.map(queryOf)]
  const stranger = queries.find((one) => one.definition !== definition && one.shape.state.rows.kind === 'instances')
  if (stranger) {
    throw new UsageError(
      `\`${operator}\` of ${definition.name} and ${stranger.definition.name} has rows of no one model. Name columns with \`values\`.`,
    )
  }
  const values: unknown[] = []
  const inner: InnerQuery[] = queries.map((one) => liftQuery({ query: one }, values))
  const { rows, annotations } = shape.state
  const step = `${operator}\0${shape.id}\0${JSON.stringify(inner)}`
  const root = allOf<R>(definition)
  const result = derived<R>(root, step, values, (state) => ({
    ...state,
    order: [],
    rows,
    annotations: annotations.filter(({ hidden }) => !hidden),
    combined: { operator, queries: inner },
  }))
  return { ...result, database }
}
