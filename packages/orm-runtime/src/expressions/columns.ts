import type { ColumnKind } from '../fields/field-definition.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { PathOf } from './argument.ts'
import { Expression, type Known, type Widened } from './expression.ts'
import { valueNode } from './value-node.ts'

/** A column or annotation, across relations and with parts of moments: `F('user__email')`, `F('createdAt__year')`. */
export function F<const P extends string>(path: P): Expression<PathOf<P>> {
  return new Expression({ kind: 'column', path })
}

/** A constant. Its kind follows from its JavaScript type unless it is given: `Value('2026-01-31', 'date')`. */
export function Value<const T>(value: T, kind?: ColumnKind): Expression<Known<Widened<T>>> {
  return new Expression(valueNode(value, kind))
}

/** A column of the query around a sub-query; `OuterRef(OuterRef('id'))` is one of the query around that. */
export function OuterRef(path: string | Expression<Known<never>>): Expression<Known<never>> {
  if (typeof path === 'string') return new Expression({ kind: 'outer', path })
  const { node } = path
  if (node.kind !== 'outer') throw new UsageError("OuterRef(…) takes a path, or an OuterRef: OuterRef(OuterRef('id')).")
  return new Expression({ ...node, levels: (node.levels ?? 1) + 1 })
}
