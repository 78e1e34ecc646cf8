import type { ArithmeticOperator, ExpressionNode, OrderNode } from './expression-node.ts'

/**
 * A value that the database computes: in `annotate`, `aggregate`, `update`, `orderBy`, and on the right side of a
 * lookup. Immutable. `T` describes the type of its result: `expressions/result-types.ts` resolves it against a model.
 */
export class Expression<T = unknown> {
  /** @internal */
  readonly node: ExpressionNode
  /** Exists in types only. */
  declare readonly '~type': T

  constructor(node: ExpressionNode) {
    this.node = node
  }

  /** `this + other`; of moments and durations as well. */
  add(other: Operand): Expression<T> {
    return arithmetic('+', this, other)
  }

  /** `this - other`. */
  subtract(other: Operand): Expression<T> {
    return arithmetic('-', this, other)
  }

  /** `this × other`. */
  multiply(other: Operand): Expression<T> {
    return arithmetic('*', this, other)
  }

  /** `this ÷ other`; of whole numbers the result is a whole number on SQLite and PostgreSQL. */
  divide(other: Operand): Expression<T> {
    return arithmetic('/', this, other)
  }

  /** The remainder of `this ÷ other`. */
  modulo(other: Operand): Expression<T> {
    return arithmetic('%', this, other)
  }

  /** `this` to the power of `other`. */
  power(other: Operand): Expression<T> {
    return arithmetic('^', this, other)
  }

  /** For `orderBy`: least first. */
  ascending(options: NullsOrder = {}): Order {
    return new Order({ expression: this.node, descending: false, ...options })
  }

  /** For `orderBy`: greatest first. */
  descending(options: NullsOrder = {}): Order {
    return new Order({ expression: this.node, descending: true, ...options })
  }
}

/** An expression with a direction. */
export class Order {
  /** @internal */
  readonly node: OrderNode

  constructor(node: OrderNode) {
    this.node = node
  }
}

export interface NullsOrder {
  /** Where nulls stand; without it as the database has them. */
  readonly nulls?: 'first' | 'last'
}

export type Operand = Expression | number | bigint | string | Date

/** The node of an operand: an expression's own, or a constant. */
export function operandNode(value: unknown): ExpressionNode {
  return value instanceof Expression ? value.node : { kind: 'value', value }
}

function arithmetic<T>(operator: ArithmeticOperator, left: Expression<T>, right: Operand): Expression<T> {
  return new Expression({ kind: 'arithmetic', operator, left: left.node, right: operandNode(right) })
}
