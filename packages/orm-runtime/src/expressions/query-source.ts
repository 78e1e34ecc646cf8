import type { Query } from '../query/query.ts'

/** The key under which managers and querysets keep their query. */
export const QUERY = Symbol('query')

/** The key under which managers of related rows keep the instance and the relation. */
export const RELATED = Symbol('related')

/** What holds a query: a manager, a queryset. */
export interface QuerySource<M = unknown> {
  readonly [QUERY]: Query<M>
}

export function isQuerySource(value: unknown): value is QuerySource {
  return typeof value === 'object' && value !== null && QUERY in value
}

export function queryOf<M>(source: QuerySource<M>): Query<M> {
  return source[QUERY]
}
