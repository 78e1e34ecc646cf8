import type { SelectedModel } from '../../compile/compile-select.ts'
import { decoder } from '../../compile/columns-reader.ts'
import type { Row } from '../../dialects/connections.ts'
import { UsageError } from '../../errors/usage-error.ts'
import type { Steps } from '../../execute/steps.ts'
import type { Query } from '../../query/query.ts'
import { readingDatabase } from '../statements.ts'
import type { FetchedRows } from '../result-cache.ts'
import { linkedRows, mapKey, noRows, parentColumn, type PrefetchSource } from './linked-rows.ts'
import { prefetchTree, type PrefetchNode } from './prefetch-tree.ts'

/** Related rows beside the rows of a query, before either are instances. */
export interface FetchedRelation {
  /** The relations of `selectRelated` that lead from a row to the parents. */
  readonly along: readonly string[]
  readonly node: PrefetchNode
  /** The parents' property whose value finds their rows in `groups`. */
  readonly property: string
  readonly groups: ReadonlyMap<unknown, readonly number[]>
  readonly fetched: FetchedRows
}

/** Loads what `prefetchRelated` asks for beside the rows of a query: one more query for each part of its paths. */
export function* prefetchRows(
  query: Query,
  rows: readonly Row[],
  models: readonly SelectedModel[],
): Steps<readonly FetchedRelation[]> {
  if (query.prefetch.length === 0) return []
  if (query.shape.state.rows.kind !== 'instances') {
    throw new UsageError('prefetchRelated needs instances, which `values` and `valuesList` do not give: leave one out.')
  }
  const nodes = prefetchTree(query.definition, query.prefetch)
  const found: FetchedRelation[] = []
  yield* relationsOf({ query, rows, models, index: 0, along: [], found }, nodes)
  return found
}

interface Parents {
  readonly query: Query
  readonly rows: readonly Row[]
  readonly models: readonly SelectedModel[]
  /** Which of the models in a row the parents are. */
  readonly index: number
  readonly along: readonly string[]
  readonly found: FetchedRelation[]
}

function* relationsOf(parents: Parents, nodes: readonly PrefetchNode[]): Steps<void> {
  const { query, models, index, along, found } = parents
  const source: PrefetchSource = query
  for (const node of nodes) {
    const { relation, attribute } = node
    const joined = models.findIndex(({ via }) => via?.parent === index && via.relation === relation)
    if (joined > 0 && !node.query && attribute === undefined) {
      yield* relationsOf({ ...parents, index: joined, along: [...along, relation.name] }, node.children)
      continue
    }
    const model = models[index]
    if (!model) throw new Error('A row has the model of its query.')
    const property = parentColumn(model.definition, relation)
    const keys = keysOf(parents, model, property)
    const linked = keys.length === 0 ? noRows(node, source) : yield* linkedRows(node, keys, source)
    const below: FetchedRelation[] = []
    if (linked.rows.length > 0) yield* relationsOf({ ...linked, index: 0, along: [], found: below }, node.children)
    found.push({ along, node, property, groups: linked.groups, fetched: { ...linked, related: below } })
  }
}

/** The distinct values of a column of the parents, without null. */
function keysOf({ query, rows }: Parents, { definition, columns, offset }: SelectedModel, property: string) {
  const index = columns.findIndex(({ name }) => name === property)
  const column = columns[index]
  if (!column) {
    throw new UsageError(
      `prefetchRelated needs ${definition.name}.${property}, which \`only\` or \`defer\` has left out.`,
    )
  }
  const decode = decoder(readingDatabase(query).dialect, column.type)
  const keys = new Map<unknown, unknown>()
  for (const row of rows) {
    const cell = row[offset + index] ?? null
    if (cell === null) continue
    const key = decode ? decode(cell) : cell
    keys.set(mapKey(key), key)
  }
  return [...keys.values()]
}
