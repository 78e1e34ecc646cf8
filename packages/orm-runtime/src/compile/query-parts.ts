import type { ConditionNode, ExpressionNode } from '../expressions/expression-node.ts'
import { nodesOf } from '../expressions/nodes-of.ts'
import type { Query } from '../query/query.ts'
import type { Annotation, ShapeState } from '../query/shape.ts'
import type { Scope } from './scope.ts'
import { conjuncts } from './condition.ts'
import type { Parts } from './select-node.ts'

/** What a query's SELECT has beside its columns. */
export function partsOf({ shape }: Query): Parts {
  const { where, ...state } = shape.state
  return { ...state, order: orderOf(shape.state), clauses: where }
}

/** Groups are in no order but one that was asked for: the model's own would divide them. */
function orderOf({ order, ordered, groupBy }: ShapeState): ShapeState['order'] {
  return groupBy && !ordered ? [] : order
}

/** True of a condition on groups: HAVING. */
export function isGroupedCondition(condition: ConditionNode, scope: Scope): boolean {
  return contains(condition, scope.annotations, isGrouping)
}

/** True of what is computed from the rows of a group. */
export function isGroupedExpression(expression: ExpressionNode, scope: Scope): boolean {
  return contains(expression, scope.annotations, isGrouping)
}

/** True of what speaks of a window's answer. */
export function isWindowed(expression: ExpressionNode, { annotations }: ShapeState): boolean {
  return contains(expression, annotations, isWindow)
}

/** The clauses that speak of what windows answer, and all others; undefined where none does. */
export function windowed({ where, annotations }: ShapeState) {
  if (!annotations.some(({ expression }) => contains(expression, annotations, isWindow))) return undefined
  const parts = where.flatMap(conjuncts)
  const ofWindows = parts.filter((part) => contains(part, annotations, isWindow))
  if (ofWindows.length === 0) return undefined
  const others = where.map((clause): ConditionNode => ({
    kind: 'and',
    parts: conjuncts(clause).filter((part) => !ofWindows.includes(part)),
  }))
  return { ofWindows, others }
}

/** True of aggregates whose rows are a group's. */
function isGrouping(node: ExpressionNode | ConditionNode): boolean {
  return node.kind === 'aggregate' && !node.perRow
}

function isWindow(node: ExpressionNode | ConditionNode): boolean {
  return node.kind === 'window'
}

/** Whether a node, or an annotation that it names, has a part of some kind. */
function contains(
  node: ExpressionNode | ConditionNode,
  annotations: readonly Annotation[],
  test: (node: ExpressionNode | ConditionNode) => boolean,
): boolean {
  for (const one of nodesOf(node)) {
    if (test(one)) return true
    const path = one.kind === 'column' ? one.path : one.kind === 'lookup' ? one.lookup : undefined
    const named =
      path === undefined ? undefined : annotations.find(({ name }) => path === name || path.startsWith(`${name}__`))
    if (named && contains(named.expression, annotations, test)) return true
  }
  return false
}
