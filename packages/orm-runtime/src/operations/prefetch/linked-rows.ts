import { decoder } from '../../compile/columns-reader.ts'
import { compileLinked, type Link } from '../../compile/compile-linked.ts'
import type { SelectedModel } from '../../compile/compile-select.ts'
import { statementOf } from '../../compile/plan.ts'
import { instanceReader, type RowReader } from '../../compile/row-reader.ts'
import type { Row } from '../../dialects/connections.ts'
import { send, type Steps } from '../../execute/steps.ts'
import type { ModelDefinition, RelationDefinition } from '../../models/model-definition.ts'
import { modelNamed } from '../../models/schema.ts'
import { allOf, type FetchMode, type Query } from '../../query/query.ts'
import { readingDatabase } from '../statements.ts'
import type { PrefetchNode } from './prefetch-tree.ts'

/** The rows of one relation for many parents, and which of them belong to which. */
export interface LinkedRows {
  readonly query: Query
  readonly rows: readonly Row[]
  readonly read: RowReader
  readonly models: readonly SelectedModel[]
  /** Indexes of rows by the parent's value of {@link parentColumn}, made fit for a map by {@link mapKey}. */
  readonly groups: ReadonlyMap<unknown, readonly number[]>
}

/** Where the queries of related rows go, and what their instances do on a relation that is not loaded. */
export interface PrefetchSource {
  readonly database: string | undefined
  readonly fetchMode: FetchMode
}

/** The rows of a relation that belong to parents with these keys, in one query. */
export function* linkedRows(node: PrefetchNode, keys: readonly unknown[], source: PrefetchSource): Steps<LinkedRows> {
  const query = queryOf(node, source)
  const database = readingDatabase(query)
  const link = linkOf(node)
  const found = database.plans.plan(query.shape, `linked ${nameOf(link)}`, (dialect) => {
    const { node: select, models, values, link: place } = compileLinked(query, link, query.values.length, dialect)
    return {
      node: select,
      extra: { read: instanceReader(models, values, dialect), models, place, decode: decoder(dialect, place.type) },
    }
  })
  const { read, models, place, decode } = found.plan.extra
  const { rows } = yield* send(database, statementOf(found, [...query.values, keys], 'read'))
  const groups = new Map<unknown, number[]>()
  rows.forEach((row, index) => {
    const cell = row[place.cell] ?? null
    const key = mapKey(decode && cell !== null ? decode(cell) : cell)
    const group = groups.get(key)
    if (group) group.push(index)
    else groups.set(key, [index])
  })
  return { query, rows, read, models, groups }
}

/** No rows, for parents without keys. */
export function noRows(node: PrefetchNode, source: PrefetchSource): LinkedRows {
  const read = () => {
    throw new Error('There are no rows to read.')
  }
  return { query: queryOf(node, source), rows: [], read, models: [], groups: new Map() }
}

/** The parents' column whose value the related rows are found by. */
export function parentColumn(definition: ModelDefinition, { name, kind }: RelationDefinition): string {
  return kind === 'foreignKey' || kind === 'oneToOne' ? `${name}Id` : definition.primaryKey
}

/** A key as maps compare it: by its content. */
export function mapKey(key: unknown): unknown {
  if (typeof key !== 'object' || key === null) return key
  if (key instanceof Date) return key.getTime()
  return key instanceof Uint8Array ? Buffer.from(key).toString('hex') : JSON.stringify(key)
}

function queryOf({ query, target }: PrefetchNode, { database, fetchMode }: PrefetchSource): Query {
  const own = query ?? allOf(target)
  if (own.database === undefined && database !== undefined)
    return { ...own, database, fetchMode: modeOf(own, fetchMode) }
  return own.fetchMode === modeOf(own, fetchMode) ? own : { ...own, fetchMode }
}

/** A queryset's own mode wins over the one that its rows would inherit. */
function modeOf(query: Query, inherited: FetchMode): FetchMode {
  return query.fetchMode === 'one' ? inherited : query.fetchMode
}

function linkOf({ relation, target }: PrefetchNode): Link {
  if (relation.kind === 'foreignKey' || relation.kind === 'oneToOne') return { column: target.primaryKey }
  if (!relation.through) return { column: relation.foreignKey }
  const { model, targetKey, automatic } = relation.through
  return { between: modelNamed(model), near: relation.foreignKey, far: targetKey, distinct: !automatic }
}

function nameOf(link: Link): string {
  return 'between' in link ? `${link.between.name} ${link.near} ${link.far}` : link.column
}
