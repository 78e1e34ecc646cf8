import type { Where } from '../query/lookup-types.ts'
import type { Fields } from '../fields/fields.ts'
import type { ConditionNode } from './expression-node.ts'
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

  and<R extends object>(other: Condition<R>): Condition<P | R> {
    return new Condition({ kind: 'and', parts: [this.node, other.node] })
  }

  or<R extends object>(other: Condition<R>): Condition<P | R> {
    return new Condition({ kind: 'or', parts: [this.node, other.node] })
  }

  not(): Condition<P> {
    return new Condition({ kind: 'not', part: this.node })
  }
}

/** All of the lookups, as a condition that can be combined. */
export function Q<const P extends object>(where: P): Condition<P> {
  return new Condition(whereNode(where))
}

/** The conditions that fit a model. */
export type ConditionOf<F extends Fields, P extends string> = Condition<Where<F, P>>
