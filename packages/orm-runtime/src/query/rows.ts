import { UsageError } from '../errors/usage-error.ts'
import { namedExpressions } from './annotate.ts'
import { derived, refuseCombined, refuseSliced, type Query } from './query.ts'
import type { Lock, RowForm } from './shape.ts'

// Methods that say what a row of the result becomes, and which rows there are of those that are equal.

export function values<R>(query: Query, ...written: readonly (string | object)[]): Query<R> {
  return withForm(query, 'values', written, (names) => ({ kind: 'values', ...names }))
}

/** The last argument may be the options. */
export function valuesList<R>(query: Query, ...written: readonly (string | object)[]): Query<R> {
  const last = written.at(-1)
  const isFlat = typeof last === 'object' && 'flat' in last && typeof last.flat === 'boolean'
  const flat = isFlat && last.flat === true
  const names = isFlat ? written.slice(0, -1) : written
  if (flat && names.length !== 1) {
    throw new UsageError(`valuesList(…, { flat: true }) takes one name, not ${names.length}.`)
  }
  return withForm(query, `valuesList ${flat}`, names, (named) => ({ kind: 'list', flat, ...named }))
}

function withForm<R>(
  query: Query,
  step: string,
  written: readonly (string | object)[],
  form: (names: { readonly names?: readonly string[] }) => RowForm,
): Query<R> {
  refuseCombined(query, 'values')
  const { only, defer } = query.shape.state
  if (only || defer)
    throw new UsageError('`values` after `only` or `defer` is not possible: it names its columns itself.')
  if (query.prefetch.length > 0)
    throw new UsageError('prefetchRelated needs instances, which `values` and `valuesList` do not give: leave one out.')
  const { query: annotated, names } = namedExpressions(query, written)
  const rows = form(names.length > 0 ? { names } : {})
  const result = derived<R>(annotated, `${step}\0${names.join('\0')}`, [], (state) => ({ ...state, rows, related: [] }))
  return { ...result, parent: undefined }
}

export function only<R>(query: Query, ...names: readonly string[]): Query<R> {
  refuseValues(query, 'only')
  return derived(query, `only\0${names.join('\0')}`, [], ({ defer: _, ...state }) => ({ ...state, only: names }))
}

/** Of columns that `only` has named, what it defers is not loaded either. */
export function defer<R>(query: Query, ...names: readonly string[]): Query<R> {
  refuseValues(query, 'defer')
  return derived(query, `defer\0${names.join('\0')}`, [], (state) => ({
    ...state,
    defer: [...new Set([...(state.defer ?? []), ...names])],
  }))
}

export function distinct<R>(query: Query<R>, ...names: readonly string[]): Query<R> {
  refuseSliced(query, 'distinct')
  refuseCombined(query, 'distinct')
  return derived(query, `distinct\0${names.join('\0')}`, [], (state) => ({
    ...state,
    distinct: names.length > 0 ? names : true,
  }))
}

/** The opposite order; rows without an order keep having none. */
export function reverse<R>(query: Query<R>): Query<R> {
  refuseSliced(query, 'reverse')
  return derived(query, 'reverse', [], (state) => ({
    ...state,
    order: state.order.map(({ nulls, descending, ...item }) => ({
      ...item,
      descending: !descending,
      ...(nulls && { nulls: nulls === 'first' ? ('last' as const) : ('first' as const) }),
    })),
  }))
}

export interface SelectForUpdateOptions {
  /** Passes over rows that others have locked. */
  readonly skipLocked?: boolean
  /** Fails at once where others have locked a row. */
  readonly noWait?: boolean
  /** Which rows are locked: `self`, and relations of `selectRelated`. */
  readonly of?: readonly string[]
}

export function selectForUpdate<R>(query: Query<R>, options: SelectForUpdateOptions = {}): Query<R> {
  refuseCombined(query, 'selectForUpdate')
  const { skipLocked, noWait, of } = options
  const lock: Lock = { ...(skipLocked && { skipLocked }), ...(noWait && { noWait }), ...(of && { of }) }
  return derived(query, `lock\0${JSON.stringify(lock)}`, [], (state) => ({ ...state, lock }))
}

function refuseValues({ shape }: Query, operation: string): void {
  if (shape.state.rows.kind === 'instances') return
  throw new UsageError(`\`${operation}\` after \`values\` is not possible: \`values\` names its columns itself.`)
}
