import { BinaryOperationNode, OperatorNode, ParensNode, ValueNode, type OperationNode } from 'kysely'
import type { RightSide, Typed } from '../dialects/dialect.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { LookupName } from '../fields/lookup-names.ts'
import { commonType, converted, isNumber } from './common-type.ts'
import { compileExpression } from './compile-expression.ts'
import { compileQuery } from './compile-inner.ts'
import type { Resolved } from './condition.ts'
import type { LookupPath } from './lookup-path.ts'
import { periodLookup } from './period-lookup.ts'
import type { Scope } from './scope.ts'
import { binder, slotNode, type Slot } from './slot.ts'
import { transformed } from './transformed.ts'

/** `left lookup right`, with what the lookup's path asks of the left side. */
export function comparison(left: Typed, one: Resolved, scope: Scope): OperationNode {
  const { argument, path, lookup: written } = one
  const { lookup } = path
  const period = argument.kind === 'slot' ? periodLookup(left, path, argument.slot + scope.offset, scope) : undefined
  if (period) return period
  const operand = transformed(left, path.transforms, scope)
  if (argument.kind === 'isNull') return nullness(operand, one, scope)
  if (lookup === 'isNull') throw new UsageError(`'${written}' takes true or false.`)
  if (argument.kind === 'query') {
    const rows = ParensNode.create(compileQuery(argument.query, scope))
    return BinaryOperationNode.create(operand.node, OperatorNode.create(lookup === 'in' ? 'in' : '='), rows)
  }
  if (operand.type.kind === 'json') return jsonComparison(operand, one, scope)
  if (argument.kind === 'expression') return comparisonOfTwo(operand, one, scope)
  return scope.dialect.lookups[lookup](operand, rightSide(operand, one, scope))
}

function nullness({ node, type }: Typed, { argument, path, lookup: written }: Resolved, scope: Scope): OperationNode {
  const isNull = argument.kind === 'isNull' && argument.isNull
  // At a key of JSON, `isNull` asks whether it is there, and null is a value.
  if (path.lookup === 'exact' && type.kind === 'json' && path.transforms.length > 0)
    return scope.dialect.json.isNull(node)
  if (path.lookup !== 'isNull' && path.lookup !== 'exact') {
    throw new UsageError(`'${written}' has nothing to compare with null: write '…__isNull'.`)
  }
  return BinaryOperationNode.create(
    node,
    OperatorNode.create(isNull ? 'is' : 'is not'),
    ValueNode.createImmediate(null),
  )
}

/** JSON is compared as JSON, by the type that the value has; patterns are compared with the text of a string. */
function jsonComparison(operand: Typed, one: Resolved, scope: Scope): OperationNode {
  const { json, lookups } = scope.dialect
  const { lookup } = one.path
  if (isJsonLookup(json.lookups, lookup)) {
    const type =
      lookup === 'hasKey' ? ({ kind: 'text', place: `${operand.type.place}__hasKey` } as const) : operand.type
    return json.lookups[lookup](operand, rightSide({ ...operand, type }, one, scope))
  }
  if (lookup === 'isNull') throw new UsageError(`'${one.lookup}' takes true or false.`)
  const text: Typed = { node: json.text(operand.node), type: { kind: 'text', place: operand.type.place } }
  return lookups[lookup](text, rightSide(text, one, scope))
}

function isJsonLookup<L extends object>(lookups: L, lookup: LookupName): lookup is LookupName & keyof L {
  return lookup in lookups
}

/** With an expression on the right side: both sides as one type. */
function comparisonOfTwo(operand: Typed, one: Resolved, scope: Scope): OperationNode {
  const { argument, path, lookup: written } = one
  if (argument.kind !== 'expression') throw new Error('The right side is an expression.')
  const right = compileExpression(argument.expression, scope, operand.type)
  const bound = () => {
    throw new UsageError(`'${written}' takes a value, not an expression.`)
  }
  if (path.lookup === 'isNull') throw new UsageError(`'${written}' takes true or false.`)
  const compare = scope.dialect.lookups[path.lookup]
  if (!isNumber(operand.type) || !isNumber(right.type))
    return compare(operand, { node: right.node, computed: true, bound })
  const type = commonType(written, [operand.type, right.type])
  const other = converted(right, type, scope)
  return compare(converted(operand, type, scope), { node: other.node, computed: true, bound })
}

function rightSide({ type }: Typed, { argument, path, lookup: written }: Resolved, scope: Scope): RightSide {
  if (argument.kind === 'expression') {
    const { node } = compileExpression(argument.expression, scope, type)
    const bound = () => {
      throw new UsageError(`'${written}' takes a value, not an expression.`)
    }
    return { node, computed: true, bound }
  }
  const bind = binder(scope.dialect, keyed(type, path))
  if (argument.kind === 'slots') {
    const [from, to] = [argument.from, argument.to].map((slot) => slotNode(slot + scope.offset, bind))
    if (!from || !to) throw new Error('A range has two ends.')
    return { node: from, upper: to, computed: false, bound: () => from }
  }
  if (argument.kind !== 'slot') throw new Error('Conditions are lifted before they are compiled.')
  const slot = argument.slot + scope.offset
  const one = path.lookup === 'in' ? listBinder(bind, written) : bind
  return {
    node: slotNode(slot, one),
    computed: false,
    bound: (encode) => slotNode(slot, (value) => encode(one(value))),
  }
}

/** A relation to many is compared by keys, which instances may stand for. */
function keyed(type: Typed['type'], path: LookupPath): Typed['type'] {
  const key = 'column' in path.end && path.end.column === path.definition.key
  return key && type.target === undefined ? { ...type, target: path.definition.name } : type
}

function listBinder(bind: Slot['bind'], written: string): Slot['bind'] {
  return (value) => {
    if (!Array.isArray(value)) throw new UsageError(`'${written}' takes an array.`)
    // A null in a list equals nothing, as in SQL.
    return value.filter((one) => one !== null).map(bind)
  }
}
