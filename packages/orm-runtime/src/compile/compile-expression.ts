import { ParensNode, RawNode } from 'kysely'
import type { Typed } from '../dialects/dialect.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { ExpressionNode } from '../expressions/expression-node.ts'
import type { ValueType } from '../fields/value-type.ts'
import { columnAt } from './column-at.ts'
import { commonType, converted, isCompatible } from './common-type.ts'
import { compileAggregate } from './compile-aggregate.ts'
import { compileArithmetic } from './compile-arithmetic.ts'
import { compileFunction } from './compile-function.ts'
import { compileSubquery } from './compile-inner.ts'
import { compileWindow } from './compile-window.ts'
import { compileCondition } from './condition.ts'
import type { Scope } from './scope.ts'
import { binder, slotNode } from './slot.ts'

/**
 * An expression as SQL, and what its value is. `expected` is the type that a constant takes where its own fits into it.
 * @throws UsageError for a name that does not exist, and for values of the wrong type.
 */
export function compileExpression(node: ExpressionNode, scope: Scope, expected?: ValueType): Typed {
  switch (node.kind) {
    case 'column':
      return columnAt(scope, node.path)
    case 'outer':
      return outerColumn(node, scope)
    case 'slot':
      return constant(node, scope, expected)
    case 'arithmetic':
      return compileArithmetic(node, scope)
    case 'function':
      return compileFunction(node, scope)
    case 'aggregate':
      return compileAggregate(node, scope)
    case 'case':
      return choice(node, scope, expected)
    case 'condition':
      return {
        node: ParensNode.create(compileCondition(node.condition, scope)),
        type: { kind: 'boolean', place: 'A condition' },
      }
    case 'subquery':
      return compileSubquery(node, scope)
    case 'window':
      return compileWindow(node, scope)
    case 'value':
      throw new Error('Constants are lifted before they are compiled.')
  }
}

/** Several expressions as values of one type, which constants among them take. */
export function compileAlike(place: string, nodes: readonly ExpressionNode[], scope: Scope, expected?: ValueType) {
  const known = nodes.filter(({ kind }) => kind !== 'slot').map((node) => compileExpression(node, scope).type)
  const wanted = known.length > 0 ? commonType(place, known) : expected
  const typed = nodes.map((node) => compileExpression(node, scope, wanted))
  // A null has no type of its own.
  const types = typed.filter((_, index) => !isNull(nodes[index])).map(({ type }) => type)
  const type = types.length > 0 ? commonType(place, types) : (wanted ?? { kind: 'text', place })
  return { typed: typed.map((one) => converted(one, type, scope)), type }
}

function isNull(node: ExpressionNode | undefined): boolean {
  return node?.kind === 'slot' && node.type === undefined
}

function outerColumn({ path, levels = 1 }: Extract<ExpressionNode, { kind: 'outer' }>, scope: Scope): Typed {
  let outer: Scope | undefined = scope
  for (let level = 0; level < levels; level++) outer = outer?.outer
  if (outer) return columnAt(outer, path)
  throw new UsageError(
    `OuterRef('${path}') refers to the query around it, and there is none. Such a queryset stands in Subquery(…), Exists(…) or \`in\`.`,
  )
}

function constant(
  { slot, type: kind, places }: Extract<ExpressionNode, { kind: 'slot' }>,
  scope: Scope,
  expected: ValueType | undefined,
): Typed {
  const { types } = scope.dialect
  const own = {
    kind: kind ?? 'text',
    place: 'A constant',
    ...(kind === 'decimal' && { digits: 38, places: places ?? 0 }),
  }
  const type = expected && isCompatible(kind, expected) ? expected : own
  const parameter = slotNode(slot + scope.offset, binder(scope.dialect, type))
  return { node: types[type.kind].parameter?.(parameter, type) ?? parameter, type }
}

function choice(
  { whens, otherwise }: Extract<ExpressionNode, { kind: 'case' }>,
  scope: Scope,
  expected: ValueType | undefined,
): Typed {
  const results = [...whens.map(({ then }) => then), ...(otherwise ? [otherwise] : [])]
  const { typed, type } = compileAlike('Case(…)', results, scope, expected)
  const parts = whens.flatMap(({ when }, index) => [compileCondition(when, scope), typed[index]?.node ?? []].flat())
  const texts = whens.map((_, index) => (index === 0 ? ['(case when ', ' then '] : [' when ', ' then '])).flat()
  const last = otherwise && typed.at(-1)?.node
  return {
    node: RawNode.create([...texts, ...(last ? [' else '] : []), ' end)'], last ? [...parts, last] : parts),
    type,
  }
}
