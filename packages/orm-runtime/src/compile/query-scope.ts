import { SelectQueryNode, SetOperationNode, SelectAllNode, SelectionNode, AliasNode, IdentifierNode } from 'kysely'
import type { Dialect } from '../dialects/dialect.ts'
import { NotSupportedError } from '../errors/not-supported-error.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { Query } from '../query/query.ts'
import type { ShapeState } from '../query/shape.ts'
import { plainKind } from './common-type.ts'
import { partsOf, windowed } from './query-parts.ts'
import { rowOutputs, sourceOutputs } from './outputs.ts'
import { Scope, type Source } from './scope.ts'
import { selectNode, type Output, type Parts } from './select-node.ts'

/** Where the query stands: inside of another, with its values beginning at `offset`. */
export interface Place {
  readonly outer?: Scope
  readonly beside?: Scope
  readonly offset?: number
}

/** The scope of a query's SELECT, and what the SELECT has beside its columns. */
export function queryScope(query: Query, dialect: Dialect, place: Place = {}): { scope: Scope; parts: Parts } {
  const { definition, shape } = query
  const { annotations, where, combined } = shape.state
  const parts = partsOf(query)
  if (combined) {
    const scope = scopeWithSource(query, dialect, place, (inner) => combinedSource(combined, inner))
    return { scope, parts: { ...parts, clauses: [] } }
  }
  const windows = windowed(shape.state)
  if (!windows) return { scope: new Scope(dialect, definition, { annotations, clauses: where, ...place }), parts }
  // What a window answers is known only when the rows are: its conditions stand around it.
  const { groupBy, distinct: _, offset: __, limit: ___, lock: ____, ...rest } = parts
  const scope = scopeWithSource(query, dialect, place, (inner) => {
    const own = new Scope(dialect, definition, { annotations, clauses: where, ...inner })
    const outputs = sourceOutputs(query, own)
    const innerParts = { ...rest, order: [], clauses: windows.others, ...(groupBy && { groupBy }) }
    return sourceOf(selectNode(own, outputs, innerParts, 'raw'), outputs, groupBy ? 'none' : 'all', definition.columns)
  })
  const { groupBy: _____, ...outer } = parts
  return { scope, parts: { ...outer, clauses: windows.ofWindows } }
}

/** A query whole, to be asked about as a table is. */
export function wholeScope(query: Query, dialect: Dialect, place: Place = {}): Scope {
  return scopeWithSource(query, dialect, place, (inner) => {
    const { scope, parts } = queryScope(query, dialect, inner)
    const isRows = query.shape.state.rows.kind === 'instances'
    const outputs = isRows ? sourceOutputs(query, scope) : rowOutputs(query, scope)
    const { lock: _, ...rest } = parts
    return sourceOf(selectNode(scope, outputs, rest, 'raw'), outputs, isRows ? 'all' : 'none', query.definition.columns)
  })
}

function scopeWithSource(query: Query, dialect: Dialect, place: Place, make: (inner: Place) => Source): Scope {
  // The alias is taken before those inside, which may refer to the query around.
  const reserved = new Scope(dialect, query.definition, place)
  return new Scope(dialect, query.definition, {
    ...place,
    root: reserved.root,
    source: make({ ...place, beside: reserved }),
    beside: reserved,
  })
}

function sourceOf(
  node: SelectQueryNode,
  outputs: readonly Output[],
  columns: Source['columns'],
  own: Query['definition']['columns'],
): Source {
  const names = new Set(columns === 'all' ? own.map(({ column }) => column) : [])
  const values = outputs.filter(({ name }) => !names.has(name))
  return { node, columns, outputs: new Map(values.map(({ name, type }) => [name, type])) }
}

/** `select … union select …`. The columns have the names of the first query's. */
function combinedSource({ operator, queries }: NonNullable<ShapeState['combined']>, place: Place): Source {
  const { beside } = place
  if (!beside) throw new Error('A combined query has a scope.')
  const { dialect } = beside
  const word = operator === 'union all' ? 'union' : operator
  if (word !== 'union' && !dialect.features.intersectAndExcept) {
    throw new NotSupportedError(
      `\`${operator}\` is not possible on ${dialect.name}. Filter with \`in\` and a queryset.`,
    )
  }
  const parts = queries.map(({ query, offset = 0 }) => {
    const { scope, parts } = queryScope(query, dialect, { ...place, offset: (place.offset ?? 0) + offset })
    const outputs = rowOutputs(query, scope)
    const { offset: from, limit, order, lock: _, ...rest } = parts
    const sliced = from !== undefined || limit !== undefined
    const bounds = { ...(from !== undefined && { offset: from }), ...(limit !== undefined && { limit }) }
    const node = selectNode(scope, outputs, { ...rest, ...bounds, order: sliced ? order : [] }, 'raw')
    return { query, outputs, node: sliced ? allOf(node) : node }
  })
  const [first, ...others] = parts
  if (!first) throw new Error('A combined query has parts.')
  for (const other of others) checkColumns(operator, first.outputs, other.outputs)
  const operations = others.map(({ node }) => SetOperationNode.create(word, node, operator === 'union all'))
  const node = SelectQueryNode.cloneWithSetOperations(first.node, operations)
  const isRows = first.query.shape.state.rows.kind === 'instances'
  return sourceOf(node, first.outputs, isRows ? 'all' : 'none', first.query.definition.columns)
}

/** A part that is sliced stands in a query of its own. */
function allOf(node: SelectQueryNode): SelectQueryNode {
  const from = SelectQueryNode.createFrom([AliasNode.create(node, IdentifierNode.create('part'))])
  return SelectQueryNode.cloneWithSelections(from, [SelectionNode.create(SelectAllNode.create())])
}

function checkColumns(operator: string, some: readonly Output[], others: readonly Output[]): void {
  const same = some.length === others.length && some.every(({ type }, index) => fits(type, others[index]?.type))
  if (same) return
  const [left, right] = [some, others].map((all) => all.map(({ name, type }) => `${name} (${type.kind})`).join(', '))
  throw new UsageError(
    `\`${operator}\` needs queries with the same columns, not ${left} beside ${right}. Name them with \`values\`.`,
  )
}

function fits(type: Output['type'], other: Output['type'] | undefined): boolean {
  return other !== undefined && plainKind(type.kind) === plainKind(other.kind) && type.places === other.places
}
