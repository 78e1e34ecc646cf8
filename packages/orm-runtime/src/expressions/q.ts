import type { ConditionNode } from './expression-node.ts'
import { Expression, type Known } from './expression.ts'
import { whereNode } from './where-node.ts'

/**
 * A condition that can be combined: `Q({ price__gt: 5 }).or(Q({ name: 'Pen' })).not()`. Keys are checked where it is
 * used: the model is not known before.
 */
export class Condition<P extends object = object> {
  /** @internal */
  readonly node: ConditionNode
  /** What was written; exists in types only. */
  declare readonly '~where': P

  constructor(node: ConditionNode) {
    this.node = node
  }

  /** Both hold. */
  and<R extends object>(other: Condition<R> | Expression<Known<boolean>>): Condition<P | R> {
    return new Condition({ kind: 'and', parts: [this.node, conditionNode(other)] })
  }

  /** One of them holds, or both. */
  or<R extends object>(other: Condition<R> | Expression<Known<boolean>>): Condition<P | R> {
    return new Condition({ kind: 'or', parts: [this.node, conditionNode(other)] })
  }

  /** It does not hold: it is false, or unknown because of a null. */
  not(): Condition<P> {
    return new Condition({ kind: 'not', part: this.node })
  }
}

/** All of the lookups, as a condition that can be combined. */
export function Q<const P extends object>(where: P): Condition<P> {
  return new Condition(whereNode(where))
}

/** What `filter` takes as a node: a condition, an expression that is true or false, or an object of lookups. */
export function conditionNode(where: object): ConditionNode {
  if (where instanceof Condition) return where.node
  if (where instanceof Expression) return { kind: 'expression', expression: where.node }
  return whereNode(where)
}
