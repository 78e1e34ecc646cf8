import type { Typed } from '../dialects/dialect.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { ArithmeticOperator, ExpressionNode } from '../expressions/expression-node.ts'
import type { ValueType } from '../fields/value-type.ts'
import { commonType, converted, isNumber, plainKind } from './common-type.ts'
import { compileExpression } from './compile-expression.ts'
import type { Scope } from './scope.ts'

/**
 * Arithmetic of numbers, of durations, and of moments with durations (milliseconds).
 * @throws UsageError for anything else.
 */
export function compileArithmetic(node: Extract<ExpressionNode, { kind: 'arithmetic' }>, scope: Scope): Typed {
  const { operator } = node
  const [first, second] = sides(node, scope)
  const [left, right] = second.type.kind === 'datetime' && operator === '+' ? [second, first] : [first, second]
  const type = resultType(operator, left.type, right.type)
  const calculate = scope.dialect.arithmetic
  const numbers = isNumber(left.type) && isNumber(right.type)
  if (!numbers || type.kind === 'integer' || type.kind === 'bigint') {
    return { node: calculate({ operator, left, right, type }), type }
  }
  const scaled = type.kind === 'decimal' && (operator === '*' || operator === '/')
  const [from, to] = scaled ? [left, right] : [converted(left, type, scope), converted(right, type, scope)]
  return { node: calculate({ operator, left: from, right: to, type }), type }
}

/** Both sides; a constant takes the type of the other one where that does not change what it means. */
function sides({ operator, left, right }: Extract<ExpressionNode, { kind: 'arithmetic' }>, scope: Scope) {
  const expected = (other: ExpressionNode): ValueType | undefined => {
    if (other.kind === 'slot') return undefined
    const { type } = compileExpression(other, scope)
    if (type.kind === 'datetime' || type.kind === 'date') return { kind: 'duration', place: 'A duration' }
    return ['+', '-', '%'].includes(operator) && type.kind !== 'decimal' ? type : undefined
  }
  const first = compileExpression(left, scope, left.kind === 'slot' ? expected(right) : undefined)
  const second = compileExpression(right, scope, right.kind === 'slot' ? expected(left) : undefined)
  return [first, second] as const
}

function resultType(operator: ArithmeticOperator, left: ValueType, right: ValueType): ValueType {
  const place = `${left.place} ${operator} ${right.place}`
  const [from, to] = [plainKind(left.kind), plainKind(right.kind)]
  const plus = operator === '+' || operator === '-'
  if (plus && (from === 'datetime' || from === 'date') && to === 'duration') return { kind: from, place }
  if (operator === '-' && from === to && (from === 'datetime' || from === 'date')) return { kind: 'duration', place }
  if (plus && from === 'duration' && (to === 'duration' || to === 'integer')) return { kind: 'duration', place }
  if (!plus && from === 'duration' && isNumber(right) && to !== 'decimal') return { kind: 'duration', place }
  if (!isNumber(left) || !isNumber(right)) {
    throw new UsageError(
      `${place} can't be calculated: arithmetic takes numbers, durations, and moments beside durations, not ${from} and ${to}.`,
    )
  }
  if (operator === '^') return { kind: 'float', place }
  const type = commonType(place, [left, right])
  if (type.kind !== 'decimal') return type
  const [some, others] = [left.places ?? 0, right.places ?? 0]
  const most = Math.max(some, others)
  return { ...type, digits: 38, places: operator === '*' ? some + others : operator === '/' ? most + 4 : most }
}
