import { RawNode, type OperationNode } from 'kysely'
import type { Typed } from '../dialects/dialect.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { AggregateNode, ExpressionNode } from '../expressions/expression-node.ts'
import type { ValueType } from '../fields/value-type.ts'
import { lookupPath, type LookupPath } from './lookup-path.ts'
import { columnReference, type Scope } from './scope.ts'
import { binder, slotNode } from './slot.ts'

/**
 * An expression as SQL, and what its value is. `expected` is the type that a constant takes where its own is looser.
 * @throws UsageError for a name that does not exist.
 */
export function compileExpression(node: ExpressionNode, scope: Scope, expected?: ValueType): Typed {
  switch (node.kind) {
    case 'column':
      return columnAt(scope, node.path)
    case 'slot':
      return constant(node.slot, node.type, scope, expected)
    case 'aggregate':
      return aggregate(node, scope)
    default:
      throw new UsageError(`The expression '${node.kind}' is not known.`)
  }
}

/** A column or annotation, at the end of relations that lead to one row. */
export function columnAt(scope: Scope, written: string): Typed {
  const path = lookupPath(scope.definition, written, annotationsOf(scope))
  return endOf(scope, path)
}

/** What a path leads to, without its transforms. */
export function endOf(scope: Scope, path: LookupPath): Typed {
  if ('annotation' in path.end) return compileExpression(path.end.annotation.expression, scope)
  const { column } = path.end
  return { node: columnReference(scope.aliasOf(path.relations), column.column), type: column.type }
}

/** The annotations of a scope's query, as lookups see them. */
export function annotationsOf(scope: Scope) {
  return {
    all: scope.annotations,
    typeOf: (expression: ExpressionNode) => compileExpression(expression, scope).type,
  }
}

function constant(slot: number, kind: ValueType['kind'] | undefined, scope: Scope, expected?: ValueType): Typed {
  const type = expected ?? { kind: kind ?? 'text', place: 'A constant' }
  return { node: slotNode(slot + scope.offset, binder(scope.dialect, type)), type }
}

function aggregate({ name, argument }: AggregateNode, scope: Scope): Typed {
  if (!argument) return { node: sql('count(*)'), type: { kind: 'integer', place: 'Count()' } }
  const { node, type } = compileExpression(argument, scope)
  const called = RawNode.create([`${name}(`, ')'], [node])
  if (name === 'count') return { node: called, type: { kind: 'integer', place: 'Count()' } }
  return { node: called, type: name === 'avg' ? { kind: 'float', place: 'Avg()' } : type }
}

function sql(text: string): OperationNode {
  return RawNode.createWithSql(text)
}
