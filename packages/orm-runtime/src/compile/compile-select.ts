import {
  AliasNode,
  IdentifierNode,
  LimitNode,
  OffsetNode,
  OrderByItemNode,
  QueryNode,
  RawNode,
  ReferenceNode,
  SelectionNode,
  SelectQueryNode,
  type OperationNode,
} from 'kysely'
import type { Dialect } from '../dialects/dialect.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { ExpressionNode, InnerQuery, OrderNode } from '../expressions/expression-node.ts'
import type { ValueType } from '../fields/value-type.ts'
import type { Column, ModelDefinition, RelationDefinition } from '../models/model-definition.ts'
import { modelNamed } from '../models/schema.ts'
import type { Query } from '../query/query.ts'
import { compileCondition } from './condition.ts'
import { columnAt, compileExpression } from './compile-expression.ts'
import { columnReference, conjunction, pathName, Scope } from './scope.ts'
import { bindNumber, slotNode } from './slot.ts'

/** A SELECT of whole rows, and where each model's columns begin in them. */
export interface RowSelect {
  readonly node: SelectQueryNode
  readonly models: readonly SelectedModel[]
}

/** One model of a row. */
export interface SelectedModel {
  readonly definition: ModelDefinition
  /** What stands in its cells. */
  readonly columns: readonly Column[]
  /** The cell of its first column. */
  readonly offset: number
  /** The cell of its primary key. */
  readonly key: number
  /** The relation that leads to it, and the index of the model that has it; absent for the query's own model. */
  readonly via?: { readonly parent: number; readonly relation: RelationDefinition }
}

/** The rows of a query, those of `selectRelated` beside them. */
export function compileRows(query: Query, dialect: Dialect): RowSelect {
  const scope = scopeOf(query, dialect)
  const models: SelectedModel[] = []
  const indexes = new Map<string, number>()
  const selections: SelectionNode[] = []
  for (const relations of [[], ...relatedPaths(query)]) {
    const definition = scope.modelOf(relations)
    const { columns } = definition
    const offset = selections.length
    const relation = relations.at(-1)
    // A path comes behind the one that it goes on from.
    const parent = indexes.get(pathName(relations.slice(0, -1))) ?? 0
    models.push({
      definition,
      columns,
      offset,
      key: offset + columns.indexOf(definition.key),
      ...(relation && { via: { parent, relation } }),
    })
    indexes.set(pathName(relations), models.length - 1)
    const alias = scope.aliasOf(relations)
    for (const { column, type } of columns) {
      selections.push(cell(selected(dialect, columnReference(alias, column), type), column))
    }
  }
  return { node: selectNode(scope, query, selections), models }
}

/** One row with one number: how many rows the query has. */
export function compileCount(query: Query, dialect: Dialect): SelectQueryNode {
  const count = computed(sql('count(*)'))
  const { offset, limit } = query.shape.state
  if (offset === undefined && limit === undefined) return selectNode(scopeOf(query, dialect), query, [count], [])
  const rows = selectNode(scopeOf(query, dialect), query, [computed(sql('1'))], [])
  const from = AliasNode.create(rows, IdentifierNode.create('rows'))
  return SelectQueryNode.cloneWithSelections(SelectQueryNode.createFrom([from]), [count])
}

/** At most one row: whether the query has any. */
export function compileExists(query: Query, dialect: Dialect): SelectQueryNode {
  return selectNode(scopeOf(query, dialect), query, [computed(sql('1'))], [])
}

/** The primary keys of the query's rows. */
export function compileKeys(query: Query, dialect: Dialect): SelectQueryNode {
  const scope = scopeOf(query, dialect)
  return selectNode(scope, query, [SelectionNode.create(columnReference(scope.root, query.definition.key.column))])
}

/** A query inside of another: the keys of its rows, or the one column that `values` names. */
export function compileQuery(inner: InnerQuery, outer: Scope): SelectQueryNode {
  const { query, offset = 0 } = inner
  const { annotations } = query.shape.state
  const scope = outer.nested(query.definition, { annotations, offset: outer.offset + offset })
  return selectNode(scope, query, [SelectionNode.create(columnReference(scope.root, query.definition.key.column))])
}

/** One row with one cell per expression, in their order, and what each is. */
export function compileAggregates(query: Query, expressions: readonly ExpressionNode[], dialect: Dialect) {
  const scope = scopeOf(query, dialect)
  const typed = expressions.map((one) => compileExpression(one, scope))
  const selections = typed.map(({ node, type }) => computed(selected(dialect, node, type)))
  return { node: selectNode(scope, query, selections, []), types: typed.map(({ type }) => type) }
}

/** The scope of a query's own SELECT. */
export function scopeOf(query: Query, dialect: Dialect): Scope {
  return new Scope(dialect, query.definition, { annotations: query.shape.state.annotations })
}

function selectNode(
  scope: Scope,
  query: Query,
  selections: readonly SelectionNode[],
  order: readonly OrderNode[] = query.shape.state.order,
): SelectQueryNode {
  const { where, offset, limit, none } = query.shape.state
  const conditions = where.map((clause) => compileCondition(clause, scope))
  if (none) conditions.push(sql('1 = 0'))
  const items = order.map((item) => orderItem(scope, item))
  let node = SelectQueryNode.cloneWithSelections(scope.joined(scope.selectFrom()), selections)
  if (conditions.length) node = QueryNode.cloneWithWhere(node, conjunction(conditions))
  if (items.length) node = QueryNode.cloneWithOrderByItems(node, items)
  // SQLite and MySQL know no OFFSET without a LIMIT.
  if (limit !== undefined) node = SelectQueryNode.cloneWithLimit(node, LimitNode.create(number(limit, scope)))
  else if (offset !== undefined)
    node = SelectQueryNode.cloneWithLimit(node, LimitNode.create(sql('9223372036854775807')))
  if (offset !== undefined) node = SelectQueryNode.cloneWithOffset(node, OffsetNode.create(number(offset, scope)))
  return node
}

function number(value: number, scope: Scope): OperationNode {
  return slotNode(value + scope.offset, bindNumber)
}

/** In a select list: in the form in which the driver gives all of it. */
export function selected(dialect: Dialect, node: OperationNode, type: ValueType): OperationNode {
  return dialect.types[type.kind].select?.(node, type) ?? node
}

/** A node that is more than a column needs a name. */
function cell(node: OperationNode, name: string): SelectionNode {
  if (ReferenceNode.is(node)) return SelectionNode.create(node)
  return SelectionNode.create(AliasNode.create(node, IdentifierNode.create(name)))
}

function computed(expression: OperationNode): SelectionNode {
  return SelectionNode.create(AliasNode.create(expression, IdentifierNode.create('value')))
}

function orderItem(scope: Scope, { expression, descending }: OrderNode): OrderByItemNode {
  const { node } =
    expression.kind === 'column' ? columnAt(scope, expression.path) : compileExpression(expression, scope)
  return OrderByItemNode.create(node, sql(descending ? 'desc' : 'asc'))
}

/** The relations of `selectRelated`, each with those before it on its path. */
function relatedPaths(query: Query): RelationDefinition[][] {
  const paths = new Map<string, RelationDefinition[]>()
  for (const written of query.shape.state.related) {
    let definition = query.definition
    const relations: RelationDefinition[] = []
    for (const name of written.split('__')) {
      const relation = definition.relations.get(name)
      if (!relation || relation.many) throw unknownRelation(definition, name)
      relations.push(relation)
      paths.set(pathName(relations), [...relations])
      definition = modelNamed(relation.target)
    }
  }
  return [...paths.values()]
}

function unknownRelation(definition: ModelDefinition, name: string): UsageError {
  const choices = [...definition.relations.values()].filter(({ many }) => !many).map((one) => one.name)
  return new UsageError(
    `${definition.name} has no relation to one row '${name}' to select. It has: ${choices.join(', ') || 'none'}.`,
  )
}

function sql(text: string): RawNode {
  return RawNode.createWithSql(text)
}
