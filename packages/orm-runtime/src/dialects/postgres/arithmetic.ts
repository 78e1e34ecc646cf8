import type { Arithmetic } from '../dialect.ts'
import { binary, isBetween, isShift, sqlNode } from '../standard-arithmetic.ts'

/** Durations are milliseconds. */
export const arithmetic: Arithmetic = (operation) => {
  const { operator, left, right, type } = operation
  if (isShift(operation)) {
    const shifted = sqlNode(['(', ` ${operator} `, " * interval '1 millisecond')"], left.node, right.node)
    return type.kind === 'date' ? sqlNode(['cast(', ' as date)'], shifted) : shifted
  }
  if (isBetween(operation)) {
    const seconds = sqlNode(['(cast(', ' as timestamptz) - cast(', ' as timestamptz))'], left.node, right.node)
    return sqlNode(['cast(round(extract(epoch from ', ') * 1000) as bigint)'], seconds)
  }
  if (operator === '^') {
    return sqlNode(['power(cast(', ' as double precision), cast(', ' as double precision))'], left.node, right.node)
  }
  if (operator === '%' && type.kind === 'float') {
    return sqlNode(
      ['cast(mod(cast(', ' as numeric), cast(', ' as numeric)) as double precision)'],
      left.node,
      right.node,
    )
  }
  if (operator === '/' && type.kind === 'decimal') {
    return sqlNode(['round(cast(', ' as numeric) / ', `, ${type.places ?? 0})`], left.node, right.node)
  }
  const result = binary(operation, operator)
  return type.kind === 'duration' ? sqlNode(['cast(round(cast(', ' as numeric)) as bigint)'], result) : result
}
