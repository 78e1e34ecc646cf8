import { UsageError } from '../../errors/usage-error.ts'
import type { ModelDefinition, RelationDefinition } from '../../models/model-definition.ts'
import { modelNamed } from '../../models/schema.ts'
import type { AnyPrefetch } from '../../query/prefetch.ts'
import type { Query } from '../../query/query.ts'

/** A relation to load for many rows, and those to load for its rows. */
export interface PrefetchNode {
  readonly relation: RelationDefinition
  readonly target: ModelDefinition
  /** The property that takes the rows; undefined for the relation itself. */
  readonly attribute: string | undefined
  /** Which rows, and in which order; undefined for all. */
  readonly query: Query | undefined
  readonly children: readonly PrefetchNode[]
}

/**
 * The parts of all paths, each part once.
 * @throws UsageError for a name that is no relation, a part that is asked for in two ways, an attribute that is taken.
 */
export function prefetchTree(definition: ModelDefinition, prefetches: readonly AnyPrefetch[]): readonly PrefetchNode[] {
  const nodes: Growing[] = []
  for (const prefetch of prefetches) addPath(nodes, definition, prefetch)
  return nodes
}

interface Growing extends PrefetchNode {
  readonly children: Growing[]
}

function addPath(nodes: Growing[], definition: ModelDefinition, prefetch: AnyPrefetch): void {
  const names = prefetch.path.split('__')
  const last = names.pop() ?? ''
  let [place, owner] = [nodes, definition]
  for (const name of names) {
    const node = place.find((one) => (one.attribute ?? one.relation.name) === name) ?? added(place, owner, name)
    ;[place, owner] = [node.children, node.target]
  }
  const { query, attribute } = prefetch
  const known = place.find((one) => (one.attribute ?? one.relation.name) === (attribute ?? last))
  if (known && !query && !attribute) return
  if (known) {
    throw new UsageError(
      `prefetchRelated has '${prefetch.path}' twice: the Prefetch with a queryset or an attribute comes first, and once.`,
    )
  }
  added(place, owner, last, prefetch)
}

function added(place: Growing[], owner: ModelDefinition, name: string, prefetch?: AnyPrefetch): Growing {
  const relation = owner.relations.get(name)
  if (!relation) {
    const choices = [...owner.relations.keys()].join(', ') || 'none'
    throw new UsageError(`${owner.name} has no relation '${name}' to prefetch. Its relations: ${choices}.`)
  }
  const target = modelNamed(relation.target)
  const { attribute, query } = prefetch ?? {}
  if (attribute !== undefined && isTaken(owner, attribute)) {
    throw new UsageError(`toAttr: '${attribute}' is a name that ${owner.name} has already. Choose another.`)
  }
  if (query && query.definition !== target) {
    throw new UsageError(
      `The queryset of Prefetch('${prefetch?.path}') is of ${query.definition.name}; '${name}' leads to ${target.name}.`,
    )
  }
  if (query && query.shape.state.rows.kind !== 'instances') {
    throw new UsageError(`The queryset of Prefetch('${prefetch?.path}') has values, which can't be related rows.`)
  }
  const children = query ? (prefetchTree(target, query.prefetch) as Growing[]) : []
  const node = { relation, target, attribute, query, children }
  place.push(node)
  return node
}

function isTaken({ columnByName, relations, model }: ModelDefinition, name: string): boolean {
  // A class has a prototype; the interface of models does not name it.
  const { prototype } = model as unknown as { readonly prototype: object }
  return columnByName.has(name) || relations.has(name) || name in prototype
}
