import { queryRows } from './operation-table/query-rows.ts'
import { relatedRows } from './operation-table/related-rows.ts'
import { writeRows } from './operation-table/write-rows.ts'

/**
 * The one table of the runtime's operations. `scripts/generate.mjs` writes from it the methods of `QuerySet`, `Manager`
 * and `Instance` with their comments, and the profile by which the linter and the codemod know them.
 */
export interface OperationRow {
  readonly on: readonly ('QuerySet' | 'Manager' | 'Instance' | 'RelatedManager' | 'RelatedSetManager')[]
  /** The blocking method; of a row without one, the asynchronous method stands here and `waits` is `async`. */
  readonly name: string
  readonly waits: 'blocking' | 'async'
  /** The asynchronous twin of a blocking method; absent for builders. */
  readonly twin?: string
  readonly does: 'build' | 'run'
  readonly effect: 'none' | 'read' | 'write'
  readonly result: 'one' | 'many' | 'count' | 'none' | 'query'
  readonly throws: 'infrastructure' | 'domain'
  readonly repeat?: 'reruns' | 'cached'
  readonly documentation: string
  /** The function that does it, once for both executors; it takes the query or instance, then `passes`. */
  readonly calls: string
  readonly typeParameters?: string
  readonly parameters: string
  readonly passes: string
  /** `same` for a queryset of the same rows: of its own class, or of a manager's querysets. */
  readonly returns: string
}

const QUERIES = ['QuerySet', 'Manager'] as const
const WHERE = { typeParameters: '<const P extends string = never>', parameters: 'where?: Where<F, P>', passes: 'where' }
const FILTER = {
  typeParameters:
    '<const P extends string = never, const C extends Condition | Expression = never, const A extends readonly object[] = []>',
  parameters: 'where: Where<F, P> | (C & FittingWhere<F, C>), ...more: A & { [I in keyof A]: FittingWhere<F, A[I]> }',
  passes: 'where, ...more',
}
const BUILD = {
  on: QUERIES,
  waits: 'blocking',
  does: 'build',
  effect: 'none',
  result: 'query',
  throws: 'infrastructure',
} as const
const READ = { on: QUERIES, waits: 'blocking', does: 'run', effect: 'read', repeat: 'reruns' } as const

export const operations: readonly OperationRow[] = [
  {
    ...BUILD,
    name: 'all',
    documentation: 'All rows of the query.',
    calls: 'all',
    parameters: '',
    passes: '',
    returns: 'same',
  },
  {
    ...BUILD,
    name: 'none',
    documentation: 'No rows: a query that matches nothing.',
    calls: 'none',
    parameters: '',
    passes: '',
    returns: 'same',
  },
  {
    ...BUILD,
    name: 'filter',
    documentation:
      'The rows for which all lookups hold. Lookups on one reverse relation in one call speak of the same related row.',
    calls: 'filter',
    ...FILTER,
    returns: 'same',
  },
  {
    ...BUILD,
    name: 'exclude',
    documentation: 'The rows for which not all lookups hold.',
    calls: 'exclude',
    ...FILTER,
    returns: 'same',
  },
  {
    ...BUILD,
    name: 'orderBy',
    documentation: 'The rows in the order of columns, `-` before a name for the reverse; replaces an earlier order.',
    calls: 'orderBy',
    parameters: '...names: (OrderName<F> | Order | Expression)[]',
    passes: '...names',
    returns: 'same',
  },
  {
    ...BUILD,
    name: 'slice',
    documentation: 'The rows from index `from` up to, not including, `to`.',
    calls: 'slice',
    parameters: 'from: number, to?: number',
    passes: 'from, to',
    returns: 'same',
  },
  {
    ...BUILD,
    name: 'using',
    documentation: 'The same query on another database, by its name in `connect`.',
    calls: 'using',
    parameters: 'database: string',
    passes: 'database',
    returns: 'same',
  },
  {
    ...BUILD,
    name: 'selectRelated',
    documentation: 'Loads the rows that foreign keys and one-to-one relations lead to in the same query.',
    calls: 'selectRelated',
    parameters: '...names: RelationPath<F>[]',
    passes: '...names',
    returns: 'same',
  },
  {
    ...BUILD,
    name: 'prefetchRelated',
    documentation:
      "Loads relations for all rows, one more query for each part of a path: `prefetchRelated('comments__author')`, `new Prefetch(path, { queryset, toAttr })`.",
    calls: 'prefetchRelated',
    typeParameters: '<const P extends readonly PrefetchLookup[]>',
    parameters: '...lookups: PrefetchLookups<F, P>',
    passes: '...lookups',
    returns: 'QuerySet<M, F, R & PrefetchedAttributes<P>>',
  },
  {
    ...BUILD,
    name: 'fetchMode',
    documentation:
      'What reading a relation that is not loaded does: `one` loads it, `peers` loads it for all rows of the result, `raise` throws.',
    calls: 'fetchMode',
    parameters: 'mode: FetchMode',
    passes: 'mode',
    returns: 'same',
  },
  {
    ...READ,
    ...WHERE,
    name: 'get',
    twin: 'aget',
    result: 'one',
    throws: 'domain',
    documentation:
      'The one row that matches.\n@throws DoesNotExist if none does, MultipleObjectsReturned if several do; each model has its own.',
    calls: 'get',
    returns: 'R',
  },
  {
    ...READ,
    name: 'first',
    twin: 'afirst',
    result: 'one',
    throws: 'infrastructure',
    documentation: 'The first row, by the primary key unless the query is ordered; undefined if there is none.',
    calls: 'first',
    parameters: '',
    passes: '',
    returns: 'R | undefined',
  },
  {
    ...READ,
    name: 'count',
    twin: 'acount',
    result: 'count',
    throws: 'infrastructure',
    documentation: 'How many rows there are.',
    calls: 'count',
    parameters: '',
    passes: '',
    returns: 'number',
  },
  {
    ...READ,
    name: 'exists',
    twin: 'aexists',
    result: 'one',
    throws: 'infrastructure',
    documentation: 'Whether there is any row.',
    calls: 'exists',
    parameters: '',
    passes: '',
    returns: 'boolean',
  },
  {
    ...READ,
    name: 'aggregate',
    twin: 'aaggregate',
    result: 'one',
    throws: 'infrastructure',
    documentation: "Values computed from all rows: `aggregate({ orders: Count(), revenue: Sum('total') })`.",
    calls: 'aggregate',
    typeParameters: '<const A extends Readonly<Record<string, Expression>>>',
    parameters: 'aggregates: A & Fitting<F, A>',
    passes: 'aggregates',
    returns: 'AggregateResults<F, A>',
  },
  {
    ...READ,
    on: ['QuerySet'],
    name: 'toArray',
    twin: 'toArrayAsync',
    result: 'many',
    throws: 'infrastructure',
    repeat: 'cached',
    documentation: 'The rows. Later calls on the same queryset answer from its cache.',
    calls: 'fetched',
    parameters: '',
    passes: '',
    returns: 'R[]',
  },
  {
    ...READ,
    on: ['Manager'],
    name: 'toArray',
    twin: 'allAsync',
    result: 'many',
    throws: 'infrastructure',
    documentation: 'All rows of the model.',
    calls: 'fetched',
    parameters: '',
    passes: '',
    returns: 'R[]',
  },
  ...queryRows,
  ...writeRows,
  {
    on: ['Instance'],
    name: 'aload',
    waits: 'async',
    does: 'run',
    effect: 'read',
    result: 'one',
    throws: 'domain',
    repeat: 'cached',
    documentation:
      'The row that a foreign key or a one-to-one relation leads to, loaded unless it already is: reading `order.user` afterwards sends no query.',
    calls: 'loadRelation',
    typeParameters: '<K extends OneNames<F>>',
    parameters: 'name: K',
    passes: 'name',
    returns: "F[K]['~value']",
  },
  ...relatedRows,
]
