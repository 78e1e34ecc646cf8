import type { Arithmetic } from '../dialect.ts'
import { binary, isBetween, isShift, sqlNode } from '../standard-arithmetic.ts'

/** Durations are milliseconds. */
export const arithmetic: Arithmetic = (operation) => {
  const { operator, left, right, type } = operation
  if (isShift(operation)) {
    const shifted = sqlNode(['(', ` ${operator} interval `, ' * 1000 microsecond)'], left.node, right.node)
    return sqlNode(['cast(', ` as ${type.kind === 'date' ? 'date' : 'datetime(3)'})`], shifted)
  }
  if (isBetween(operation)) {
    return sqlNode(['(timestampdiff(microsecond, ', ', ', ') div 1000)'], right.node, left.node)
  }
  if (operator === '^') return sqlNode(['pow(', ', ', ')'], left.node, right.node)
  if (operator === '/' && type.kind === 'decimal') {
    return sqlNode(['round(', ' / ', `, ${type.places ?? 0})`], left.node, right.node)
  }
  if (operator === '/' && (type.kind === 'integer' || type.kind === 'bigint')) return binary(operation, 'div')
  const result = binary(operation, operator)
  return type.kind === 'duration' ? sqlNode(['cast(round(', ') as signed)'], result) : result
}
