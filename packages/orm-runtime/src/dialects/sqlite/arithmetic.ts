import type { OperationNode } from 'kysely'
import type { Arithmetic, ArithmeticOperation } from '../dialect.ts'
import { binary, isBetween, isShift, sqlNode } from '../standard-arithmetic.ts'
import { real } from './functions.ts'

/** Moments are texts, durations milliseconds, and decimals whole numbers of their last place's units. */
export const arithmetic: Arithmetic = (operation) => {
  const { operator, left, right, type } = operation
  if (isShift(operation)) return shifted(operation)
  if (isBetween(operation)) {
    const sql = ['cast(round((unixepoch(', ", 'subsec') - unixepoch(", ", 'subsec')) * 1000) as integer)"]
    return sqlNode(sql, left.node, right.node)
  }
  if (operator === '^') return sqlNode(['pow(', ', ', ')'], real(left), real(right))
  if (operator === '%' && type.kind === 'float') return sqlNode(['mod(', ', ', ')'], left.node, right.node)
  if (operator === '/' && type.kind === 'decimal') return quotient(operation)
  if (type.kind === 'duration') return sqlNode(['cast(round(', ') as integer)'], binary(operation, operator))
  // A whole number in a column of another affinity would divide whole.
  if (operator === '/' && type.kind === 'float') return sqlNode(['(', ' * 1.0 / ', ')'], left.node, right.node)
  return binary(operation, operator)
}

function shifted({ operator, left, right, type }: ArithmeticOperation): OperationNode {
  const sign = operator === '-' ? '-' : ''
  const text = type.kind === 'date' ? 'date(' : "strftime('%Y-%m-%dT%H:%M:%fZ', "
  return sqlNode([text, `, (${sign}(`, ") / 1000.0) || ' seconds')"], left.node, right.node)
}

/** In units of the result's last place, rounded. */
function quotient({ left, right, type }: ArithmeticOperation): OperationNode {
  const scale = (type.places ?? 0) - placesOf(left.type) + placesOf(right.type)
  return sqlNode(['cast(round(', ` * 1e${scale} / `, ') as integer)'], left.node, right.node)
}

function placesOf({ kind, places = 0 }: ArithmeticOperation['type']): number {
  return kind === 'decimal' ? places : 0
}
