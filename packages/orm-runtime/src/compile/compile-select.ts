import {
  AliasNode,
  IdentifierNode,
  LimitNode,
  OffsetNode,
  OrderByItemNode,
  QueryNode,
  RawNode,
  SelectionNode,
  SelectQueryNode,
  ValueNode,
  type OperationNode,
} from 'kysely'
import type { Lookups } from '../dialects/dialect.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { ModelDefinition, RelationDefinition } from '../models/model-definition.ts'
import { modelNamed } from '../models/schema.ts'
import type { Query } from '../query/query.ts'
import type { Aggregate } from '../query/aggregates.ts'
import { clauseNode, conjunction } from './condition.ts'
import { lookupPath } from './lookup-path.ts'
import { columnReference, Scope } from './scope.ts'

/** A SELECT of whole rows, and where each model's columns begin in them. */
export interface RowSelect {
  readonly node: SelectQueryNode
  readonly models: readonly SelectedModel[]
}

/** One model of a row. What making instances needs is known here, once for all rows. */
export interface SelectedModel {
  readonly definition: ModelDefinition
  /** The cell of its first column. */
  readonly offset: number
  /** The cell of its primary key. */
  readonly key: number
  /** The foreign key that leads to it, and the index of the model that has it; absent for the query's own model. */
  readonly via?: { readonly parent: number; readonly name: string }
}

/** The rows of a query, those of `selectRelated` beside them. */
export function compileRows(query: Query, lookups: Lookups): RowSelect {
  const scope = new Scope(query.definition)
  const paths = relatedPaths(query)
  const models: SelectedModel[] = []
  const indexes = new Map<string, number>()
  const selections: SelectionNode[] = []
  for (const relations of [[], ...paths]) {
    const definition = scope.modelOf(relations)
    const offset = selections.length
    const key = offset + definition.columns.findIndex(({ name }) => name === definition.primaryKey)
    const relation = relations.at(-1)
    models.push({
      definition,
      offset,
      key,
      // A path comes behind the one that it goes on from.
      ...(relation && { via: { parent: indexes.get(pathName(relations.slice(0, -1))) ?? 0, name: relation.name } }),
    })
    indexes.set(pathName(relations), models.length - 1)
    const alias = scope.aliasOf(relations)
    for (const column of definition.columns) selections.push(SelectionNode.create(columnReference(alias, column.name)))
  }
  return { node: selectNode(scope, query, selections, lookups), models }
}

/** One row with one number: how many rows the query has. */
export function compileCount(query: Query, lookups: Lookups): SelectQueryNode {
  const count = computed(RawNode.createWithSql('count(*)'))
  const { offset, limit } = query.shape
  const unordered = { ...query, shape: { ...query.shape, order: [] } }
  if (offset === undefined && limit === undefined)
    return selectNode(new Scope(query.definition), unordered, [count], lookups)
  const one = computed(RawNode.createWithSql('1'))
  const rows = selectNode(new Scope(query.definition), unordered, [one], lookups)
  const from = AliasNode.create(rows, IdentifierNode.create('rows'))
  return SelectQueryNode.cloneWithSelections(SelectQueryNode.createFrom([from]), [count])
}

/** At most one row: whether the query has any. */
export function compileExists(query: Query, lookups: Lookups): SelectQueryNode {
  const unordered = { ...query, shape: { ...query.shape, order: [] } }
  return selectNode(new Scope(query.definition), unordered, [computed(RawNode.createWithSql('1'))], lookups)
}

/** The primary keys of the query's rows. */
export function compileKeys(query: Query, lookups: Lookups): SelectQueryNode {
  const scope = new Scope(query.definition)
  return selectNode(
    scope,
    query,
    [SelectionNode.create(columnReference(scope.root, query.definition.primaryKey))],
    lookups,
  )
}

/** One row with one cell per aggregate, in their order. */
export function compileAggregates(query: Query, aggregates: readonly Aggregate[], lookups: Lookups): SelectQueryNode {
  const scope = new Scope(query.definition)
  const selections = aggregates.map(({ kind, path }) => {
    if (path === '*') return computed(RawNode.createWithSql('count(*)'))
    return computed(RawNode.create([`${kind}(`, ')'], [columnAt(scope, path)]))
  })
  return selectNode(scope, { ...query, shape: { ...query.shape, order: [] } }, selections, lookups)
}

function selectNode(
  scope: Scope,
  query: Query,
  selections: readonly SelectionNode[],
  lookups: Lookups,
): SelectQueryNode {
  const { where, order, offset, limit, none } = query.shape
  const conditions = where.map((clause) => clauseNode(scope, clause, lookups))
  if (none) conditions.push(RawNode.createWithSql('1 = 0'))
  const items = order.map((name) => orderItem(scope, name))
  let node = SelectQueryNode.cloneWithSelections(scope.joined(scope.selectFrom()), selections)
  if (conditions.length) node = QueryNode.cloneWithWhere(node, conjunction(conditions))
  if (items.length) node = QueryNode.cloneWithOrderByItems(node, items)
  // SQLite and MySQL know no OFFSET without a LIMIT.
  if (limit !== undefined)
    node = SelectQueryNode.cloneWithLimit(node, LimitNode.create(ValueNode.create({ value: limit })))
  else if (offset !== undefined)
    node = SelectQueryNode.cloneWithLimit(node, LimitNode.create(RawNode.createWithSql('9223372036854775807')))
  if (offset !== undefined)
    node = SelectQueryNode.cloneWithOffset(node, OffsetNode.create(ValueNode.create({ value: offset })))
  return node
}

function computed(expression: OperationNode): SelectionNode {
  return SelectionNode.create(AliasNode.create(expression, IdentifierNode.create('value')))
}

function orderItem(scope: Scope, name: string): OrderByItemNode {
  const descending = name.startsWith('-')
  return OrderByItemNode.create(
    columnAt(scope, descending ? name.slice(1) : name),
    RawNode.createWithSql(descending ? 'desc' : 'asc'),
  )
}

function columnAt(scope: Scope, written: string): OperationNode {
  const path = lookupPath(scope.definition, written)
  if (path.relations.some((relation) => relation.kind === 'reverse')) {
    throw new UsageError(
      `'${written}' of ${scope.definition.name} leads to many rows; a column of one row is wanted here.`,
    )
  }
  return columnReference(scope.aliasOf(path.relations), path.column.name)
}

/** The relations of `selectRelated`, each with those before it on its path. */
function relatedPaths(query: Query): RelationDefinition[][] {
  const paths = new Map<string, RelationDefinition[]>()
  for (const written of query.shape.related) {
    let definition = query.definition
    const relations: RelationDefinition[] = []
    for (const name of written.split('__')) {
      const relation = definition.relations.get(name)
      if (relation?.kind !== 'foreignKey') throw unknownRelation(definition, name)
      relations.push(relation)
      paths.set(pathName(relations), [...relations])
      definition = modelNamed(relation.target)
    }
  }
  return [...paths.values()]
}

function pathName(relations: readonly RelationDefinition[]): string {
  return relations.map(({ name }) => name).join('__')
}

function unknownRelation(definition: ModelDefinition, name: string): UsageError {
  const choices = [...definition.relations.values()].filter(({ kind }) => kind === 'foreignKey').map((one) => one.name)
  return new UsageError(
    `${definition.name} has no foreign key '${name}' to select. Its foreign keys: ${choices.join(', ') || 'none'}.`,
  )
}
