import { valueNode } from './value-node.ts'
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

  /** `this + other`; of moments and durations (milliseconds) as well. */
  add<const O extends Operand>(other: O): Expression<ArithmeticOf<'+', T, OperandOf<O>>> {
    return arithmetic('+', this, other)
  }

  /** `this - other`; of two moments, the milliseconds between them. */
  subtract<const O extends Operand>(other: O): Expression<ArithmeticOf<'-', T, OperandOf<O>>> {
    return arithmetic('-', this, other)
  }

  /** `this × other`. */
  multiply<const O extends Operand>(other: O): Expression<ArithmeticOf<'*', T, OperandOf<O>>> {
    return arithmetic('*', this, other)
  }

  /** `this ÷ other`; of whole numbers the result is a whole number, of decimals it has four places more. */
  divide<const O extends Operand>(other: O): Expression<ArithmeticOf<'/', T, OperandOf<O>>> {
    return arithmetic('/', this, other)
  }

  /** The remainder of `this ÷ other`. */
  modulo<const O extends Operand>(other: O): Expression<ArithmeticOf<'%', T, OperandOf<O>>> {
    return arithmetic('%', this, other)
  }

  /** `this` to the power of `other`. */
  power<const O extends Operand>(other: O): Expression<ArithmeticOf<'^', T, OperandOf<O>>> {
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

/** A string is a decimal number. */
export type Operand = Expression | number | bigint | string | Date

/** Describes a result whose type is known. */
export interface Known<T> {
  readonly known: T
}

/** Describes the result of arithmetic, which depends on both sides. */
export interface ArithmeticOf<Operator extends ArithmeticOperator, Left, Right> {
  readonly operator: Operator
  readonly left: Left
  readonly right: Right
}

/** What describes an operand: an expression's own, or the type of a constant. */
export type OperandOf<O> = O extends Expression<infer T> ? T : Known<Widened<O>>

/** The type of a constant, not the constant itself. */
export type Widened<T> = T extends number
  ? number
  : T extends string
    ? string
    : T extends bigint
      ? bigint
      : T extends boolean
        ? boolean
        : T

/** The node of an operand: an expression's own, or a constant. */
export function operandNode(value: unknown): ExpressionNode {
  return value instanceof Expression ? value.node : valueNode(value)
}

function arithmetic<T>(operator: ArithmeticOperator, left: Expression, right: Operand): Expression<T> {
  // Text has no arithmetic, so a string is a number with as many places as it was written with.
  const [, fraction] = typeof right === 'string' ? (/^-?\d+(?:\.(\d+))?$/.exec(right) ?? []) : []
  const decimal = typeof right === 'string' && /^-?\d+(\.\d+)?$/.test(right)
  const node: ExpressionNode = decimal
    ? { kind: 'value', value: right, type: 'decimal', places: fraction?.length ?? 0 }
    : operandNode(right)
  return new Expression({ kind: 'arithmetic', operator, left: left.node, right: node })
}
