import {
  AliasNode,
  BinaryOperationNode,
  IdentifierNode,
  JoinNode,
  OperatorNode,
  OrderByItemNode,
  OrderByNode,
  QueryNode,
  RawNode,
  type ReferenceNode,
  SelectionNode,
  SelectModifierNode,
  SelectQueryNode,
  type OperationNode,
} from 'kysely'
import type { Dialect } from '../dialects/dialect.ts'
import { NotSupportedError } from '../errors/not-supported-error.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { ValueType } from '../fields/value-type.ts'
import type { ModelDefinition } from '../models/model-definition.ts'
import { derived, type Query } from '../query/query.ts'
import { compileRows, selected, type RowSelect } from './compile-select.ts'
import { aliased, columnOf, columnReference } from './scope.ts'
import { bindNumber, binder, slotNode } from './slot.ts'

/** How the rows of a query belong to other rows: by a column of their own, or through the rows between. */
export type Link =
  | { readonly column: string }
  /** `distinct` where a pair may stand between more than once. */
  | { readonly between: ModelDefinition; readonly near: string; readonly far: string; readonly distinct: boolean }

/** A SELECT whose last cell says which row each of its rows belongs to. */
export interface LinkedSelect extends RowSelect {
  readonly link: { readonly cell: number; readonly type: ValueType }
}

/**
 * The rows of a query that belong to the keys in the slot `keys`, with the key of each. A slice counts the rows of each
 * key by itself.
 */
export function compileLinked(query: Query, link: Link, keys: number, dialect: Dialect): LinkedSelect {
  const { offset, limit, distinct, combined } = query.shape.state
  const isSliced = offset !== undefined || limit !== undefined
  if (combined || (isSliced && distinct)) {
    const what = combined ? 'combined' : 'sliced and distinct'
    throw new NotSupportedError(
      `The queryset of a Prefetch can't be ${what}: its rows are divided among the rows that they belong to. Use filter.`,
    )
  }
  const whole = derived<unknown>(query, 'whole', [], ({ offset: _, limit: __, ...state }) => state)
  const { node, models, values } = compileRows(whole, dialect)
  const { reference, column } = linkColumn(query.definition, link)
  const { type } = column
  const bind = binder(dialect, type)
  const bindAll = (value: unknown) => (value as readonly unknown[]).map(bind)
  const among = dialect.lookups.in(
    { node: reference, type },
    {
      node: slotNode(keys, bindAll),
      computed: false,
      bound: (encode) => slotNode(keys, (value) => encode(bindAll(value))),
    },
  )
  const joined = 'between' in link ? QueryNode.cloneWithJoin(node, joinOf(query.definition, link)) : node
  const known = 'between' in link ? -1 : (models[0]?.columns.indexOf(column) ?? -1)
  const cell = SelectionNode.create(AliasNode.create(selected(dialect, reference, type), IdentifierNode.create('link')))
  const chosen = known < 0 ? SelectQueryNode.cloneWithSelections(joined, [cell]) : joined
  const linked = QueryNode.cloneWithWhere(chosen, among)
  const place = known < 0 ? (linked.selections?.length ?? 0) - 1 : (models[0]?.offset ?? 0) + known
  const sliced = isSliced ? slicedOf(linked, reference, query.definition, { offset, limit }) : linked
  return { node: sliced, models, values, link: { cell: place, type } }
}

/** The root of a SELECT is the first table that gets a name. */
const ROOT = 't0'
const BETWEEN = 'between'

function linkColumn(definition: ModelDefinition, link: Link) {
  const [model, name, alias] = 'between' in link ? [link.between, link.near, BETWEEN] : [definition, link.column, ROOT]
  const column = model.columnByName.get(name)
  if (!column) throw new UsageError(`${model.name} has no column '${name}'.`)
  return { reference: columnReference(alias, column.column), column }
}

function joinOf(definition: ModelDefinition, link: Extract<Link, { between: unknown }>): JoinNode {
  const { between, near, far, distinct } = link
  const on = BinaryOperationNode.create(
    columnReference(BETWEEN, columnOf(between, far)),
    OperatorNode.create('='),
    columnReference(ROOT, definition.key.column),
  )
  if (!distinct) return JoinNode.createWithOn('InnerJoin', aliased(between.table, BETWEEN), on)
  const columns = [near, far].map((name) => columnReference('pair', columnOf(between, name)))
  const pairs = SelectQueryNode.cloneWithSelections(
    SelectQueryNode.createFrom([aliased(between.table, 'pair')]),
    columns.map((column) => SelectionNode.create(column)),
  )
  const once = SelectQueryNode.cloneWithFrontModifier(pairs, SelectModifierNode.create('Distinct'))
  return JoinNode.createWithOn('InnerJoin', AliasNode.create(once, IdentifierNode.create(BETWEEN)), on)
}

/** Numbers the rows of each key in the query's order and keeps those of the slice. */
function slicedOf(
  node: SelectQueryNode,
  link: ReferenceNode,
  definition: ModelDefinition,
  { offset, limit }: { readonly offset: number | undefined; readonly limit: number | undefined },
): SelectQueryNode {
  const items = node.orderBy?.items ?? [
    OrderByItemNode.create(columnReference(ROOT, definition.key.column), RawNode.createWithSql('asc')),
  ]
  const number = RawNode.create(['row_number() over (partition by ', ' ', ')'], [link, OrderByNode.create(items)])
  const names = (node.selections ?? []).map((_, index) => `c${index}`)
  const cells = (node.selections ?? []).map(({ selection }, index) =>
    SelectionNode.create(
      AliasNode.create(AliasNode.is(selection) ? selection.node : selection, IdentifierNode.create(names[index] ?? '')),
    ),
  )
  const place = SelectionNode.create(AliasNode.create(number, IdentifierNode.create(PLACE)))
  const { orderBy: _, ...unordered } = node
  const inner: SelectQueryNode = { ...unordered, selections: [...cells, place] }
  const outer = SelectQueryNode.cloneWithSelections(
    SelectQueryNode.createFrom([AliasNode.create(inner, IdentifierNode.create(ROWS))]),
    names.map((name) => SelectionNode.create(columnReference(ROWS, name))),
  )
  const at = columnReference(ROWS, PLACE)
  const from = offset === undefined ? at : RawNode.create(['', ' - ', ''], [at, slotNode(offset, bindNumber)])
  let sliced = outer
  if (offset !== undefined) sliced = QueryNode.cloneWithWhere(sliced, compare(from, '>', RawNode.createWithSql('0')))
  if (limit !== undefined) sliced = QueryNode.cloneWithWhere(sliced, compare(from, '<=', slotNode(limit, bindNumber)))
  return QueryNode.cloneWithOrderByItems(sliced, [OrderByItemNode.create(at, RawNode.createWithSql('asc'))])
}

const ROWS = 'rows'
const PLACE = 'place'

function compare(left: OperationNode, operator: '>' | '<=', right: OperationNode): OperationNode {
  return BinaryOperationNode.create(left, OperatorNode.create(operator), right)
}
