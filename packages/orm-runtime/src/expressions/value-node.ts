import { UsageError } from '../errors/usage-error.ts'
import type { ColumnKind } from '../fields/field-definition.ts'
import type { ExpressionNode } from './expression-node.ts'

/**
 * A constant, of the kind that is given or the one that its JavaScript type stands for.
 * @throws UsageError for undefined.
 */
export function valueNode(value: unknown, kind?: ColumnKind): ExpressionNode {
  if (value === undefined) throw new UsageError('An expression of undefined has no value. Write null for "no value".')
  const type = kind ?? kindOf(value)
  return { kind: 'value', value, ...(type && { type }) }
}

function kindOf(value: unknown): ColumnKind | undefined {
  switch (typeof value) {
    case 'string':
      return 'text'
    case 'number':
      return Number.isSafeInteger(value) ? 'integer' : 'float'
    case 'bigint':
      return 'bigint'
    case 'boolean':
      return 'boolean'
    default:
      if (value === null) return undefined
      if (value instanceof Date) return 'datetime'
      return value instanceof Uint8Array ? 'binary' : 'json'
  }
}
