import { UsageError } from '../errors/usage-error.ts'
import { narrowed, refuseSliced, type Query } from './query.ts'

// Methods that return a new query. None touches a database; names are checked when a plan is compiled.

export function all<M>(query: Query<M>): Query<M> {
  return query
}

export function none<M>(query: Query<M>): Query<M> {
  return { ...query, shape: { ...query.shape, none: true } }
}

export function filter<M>(query: Query<M>, where: object): Query<M> {
  return narrowed(query, where, 'filter')
}

export function exclude<M>(query: Query<M>, where: object): Query<M> {
  return narrowed(query, where, 'exclude')
}

export function orderBy<M>(query: Query<M>, ...names: readonly string[]): Query<M> {
  refuseSliced(query, 'orderBy')
  return { ...query, shape: { ...query.shape, order: names } }
}

export function selectRelated<M>(query: Query<M>, ...names: readonly string[]): Query<M> {
  return { ...query, shape: { ...query.shape, related: [...new Set([...query.shape.related, ...names])] } }
}

export function slice<M>(query: Query<M>, from: number, to?: number): Query<M> {
  if (!Number.isSafeInteger(from) || from < 0 || (to !== undefined && (!Number.isSafeInteger(to) || to < from))) {
    throw new UsageError(`slice(${from}, ${to}) takes whole numbers with 0 ≤ from ≤ to.`)
  }
  const { offset, limit } = query.shape
  const start = offset === undefined ? 0 : Number(query.values[offset])
  const room = limit === undefined ? Infinity : Math.max(0, Number(query.values[limit]) - from)
  const length = Math.min(to === undefined ? Infinity : to - from, room)
  const values = [...query.values, start + from]
  const shape = { ...query.shape, offset: values.length - 1 }
  if (length === Infinity) return { ...query, shape, values }
  return { ...query, shape: { ...shape, limit: values.push(length) - 1 }, values }
}
