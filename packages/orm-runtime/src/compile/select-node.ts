import {
  AliasNode,
  GroupByItemNode,
  IdentifierNode,
  LimitNode,
  OffsetNode,
  QueryNode,
  RawNode,
  ReferenceNode,
  ColumnNode,
  SelectionNode,
  SelectModifierNode,
  SelectQueryNode,
  type OperationNode,
  type OrderByItemNode,
} from 'kysely'
import type { Dialect, Typed } from '../dialects/dialect.ts'
import { NotSupportedError } from '../errors/not-supported-error.ts'
import type { ConditionNode, OrderNode } from '../expressions/expression-node.ts'
import type { ShapeState } from '../query/shape.ts'
import { columnAt } from './column-at.ts'
import { compileExpression } from './compile-expression.ts'
import { compileLock } from './compile-lock.ts'
import { orderItem } from './compile-order.ts'
import { compileCondition } from './condition.ts'
import { isGroupedCondition, isGroupedExpression } from './query-parts.ts'
import { conjunction, type Scope } from './scope.ts'
import { bindNumber, slotNode } from './slot.ts'

/** One column of a SELECT. */
export interface Output extends Typed {
  readonly name: string
}

/** What a SELECT has beside its columns. */
export type Parts = Pick<ShapeState, 'order' | 'groupBy' | 'distinct' | 'offset' | 'limit' | 'none' | 'lock'> & {
  readonly clauses: readonly ConditionNode[]
}

/**
 * A SELECT of outputs: as the driver gives them to row readers (`cells`), or as other SQL goes on with them (`raw`), each
 * under its name.
 */
export function selectNode(scope: Scope, outputs: readonly Output[], parts: Parts, form: 'cells' | 'raw' = 'cells') {
  const { dialect } = scope
  const [where, having] = conditionsOf(scope, parts)
  const selections = outputs.map((output) => selection(dialect, output, form))
  const order = orderOf(scope, outputs, parts, form)
  const groups = groupsOf(scope, outputs, parts)
  const conditions = [...where, ...scope.restrictions, ...(parts.none ? [RawNode.createWithSql('1 = 0')] : [])]
  let node = SelectQueryNode.cloneWithSelections(scope.joined(scope.selectFrom()), [...selections, ...order.hidden])
  if (conditions.length > 0) node = QueryNode.cloneWithWhere(node, conjunction(conditions))
  if (groups.length > 0) node = SelectQueryNode.cloneWithGroupByItems(node, groups)
  if (having.length > 0) node = SelectQueryNode.cloneWithHaving(node, conjunction(having))
  if (order.items.length > 0) node = QueryNode.cloneWithOrderByItems(node, order.items)
  node = distinctOf(node, scope, parts)
  node = boundsOf(node, scope, parts)
  return parts.lock ? compileLock(node, parts.lock, scope) : node
}

/** In a select list: in the form in which the driver gives all of it. */
export function selected(dialect: Dialect, node: OperationNode, type: Typed['type']): OperationNode {
  return dialect.types[type.kind].select?.(node, type) ?? node
}

function selection(dialect: Dialect, { name, node, type }: Output, form: 'cells' | 'raw'): SelectionNode {
  const cell = form === 'cells' ? selected(dialect, node, type) : node
  if (form === 'cells' && ReferenceNode.is(cell)) return SelectionNode.create(cell)
  return SelectionNode.create(AliasNode.create(cell, IdentifierNode.create(name)))
}

/** Conditions on rows, and on groups of them. */
function conditionsOf(scope: Scope, { clauses, groupBy }: Parts): [OperationNode[], OperationNode[]] {
  if (!groupBy) return [clauses.map((clause) => compileCondition(clause, scope)), []]
  const where: OperationNode[] = []
  const having: OperationNode[] = []
  for (const clause of clauses) {
    const parts = clause.kind === 'and' ? clause.parts : [clause]
    const ofGroups = parts.filter((part) => isGroupedCondition(part, scope))
    const ofRows = parts.filter((part) => !ofGroups.includes(part))
    if (ofRows.length > 0) where.push(compileCondition({ kind: 'and', parts: ofRows }, scope))
    having.push(...ofGroups.map((part) => compileCondition(part, scope)))
  }
  return [where, having]
}

function orderOf(scope: Scope, outputs: readonly Output[], { order, distinct }: Parts, form: 'cells' | 'raw') {
  const items: OrderByItemNode[] = []
  const hidden: SelectionNode[] = []
  order.forEach((item, index) => {
    const { expression } = item
    const computed = outputs.find(
      (one) => expression.kind === 'column' && one.name === expression.path && !ReferenceNode.is(one.node),
    )
    const isAsIs = computed && (form === 'raw' || !scope.dialect.types[computed.type.kind].select)
    if (isAsIs) {
      // What is computed is computed once, and parameters in it stay the same ones.
      items.push(...orderItem(scope, item, nameNode(computed.name)))
      return
    }
    const { node, type } = compileExpression(expression, scope)
    if (
      distinct !== true ||
      (outputs.some((one) => isSame(one.node, node)) && !scope.dialect.types[type.kind].select)
    ) {
      items.push(...orderItem(scope, item, node))
      return
    }
    // Distinct rows are ordered by what they have.
    const name = `order ${index}`
    hidden.push(SelectionNode.create(AliasNode.create(node, IdentifierNode.create(name))))
    items.push(...orderItem(scope, item, nameNode(name)))
  })
  return { items, hidden }
}

function isSame(one: OperationNode, other: OperationNode): boolean {
  return ReferenceNode.is(one) && ReferenceNode.is(other) && JSON.stringify(one) === JSON.stringify(other)
}

function nameNode(name: string): OperationNode {
  return ReferenceNode.create(ColumnNode.create(name))
}

/** By columns themselves, and by the number of what is computed: its parameters would be others the second time. */
function groupsOf(scope: Scope, outputs: readonly Output[], { groupBy, order }: Parts): GroupByItemNode[] {
  if (!groupBy) return []
  const nodes = groupBy.map((name) => {
    const index = outputs.findIndex((one) => one.name === name)
    const node = outputs[index]?.node ?? columnAt(scope, name).node
    return ReferenceNode.is(node) || index < 0 ? node : RawNode.createWithSql(String(index + 1))
  })
  // As in Django, rows that differ in what they are ordered by are different groups.
  const others = order.filter((item) => isOfRows(item, groupBy, outputs, scope))
  return [...nodes, ...others.map(({ expression }) => compileExpression(expression, scope).node)].map((node) =>
    GroupByItemNode.create(node),
  )
}

function isOfRows(
  { expression }: OrderNode,
  groupBy: readonly string[],
  outputs: readonly Output[],
  scope: Scope,
): boolean {
  if (expression.kind === 'column' && groupBy.includes(expression.path)) return false
  if (expression.kind === 'column' && outputs.some(({ name }) => name === expression.path)) return false
  return !isGroupedExpression(expression, scope)
}

function distinctOf(node: SelectQueryNode, scope: Scope, { distinct }: Parts): SelectQueryNode {
  if (!distinct) return node
  if (distinct === true) return SelectQueryNode.cloneWithFrontModifier(node, SelectModifierNode.create('Distinct'))
  if (!scope.dialect.features.distinctOn) {
    throw new NotSupportedError(
      `distinct('${distinct.join("', '")}') needs PostgreSQL, not ${scope.dialect.name}. Write \`distinct()\`, or filter by a Window(RowNumber(), …).`,
    )
  }
  return SelectQueryNode.cloneWithDistinctOn(
    node,
    distinct.map((name) => columnAt(scope, name).node),
  )
}

function boundsOf(select: SelectQueryNode, scope: Scope, { offset, limit }: Parts): SelectQueryNode {
  let node = select
  // SQLite and MySQL know no OFFSET without a LIMIT.
  if (limit !== undefined) node = SelectQueryNode.cloneWithLimit(node, LimitNode.create(number(limit, scope)))
  else if (offset !== undefined)
    node = SelectQueryNode.cloneWithLimit(node, LimitNode.create(RawNode.createWithSql('9223372036854775807')))
  if (offset !== undefined) node = SelectQueryNode.cloneWithOffset(node, OffsetNode.create(number(offset, scope)))
  return node
}

function number(value: number, scope: Scope): OperationNode {
  const parameter = slotNode(value + scope.offset, bindNumber)
  return scope.dialect.limit?.(parameter) ?? parameter
}
