import type { Typed } from '../dialects/dialect.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { ExpressionNode, FunctionName } from '../expressions/expression-node.ts'
import type { ColumnKind } from '../fields/field-definition.ts'
import { partsOf } from '../fields/lookup-names.ts'
import type { ValueType } from '../fields/value-type.ts'
import { isNumber, plainKind } from './common-type.ts'
import { compileAlike, compileExpression } from './compile-expression.ts'
import type { Scope } from './scope.ts'

type FunctionNode = Extract<ExpressionNode, { kind: 'function' }>

/**
 * A function's call; what its result is follows from its arguments.
 * @throws UsageError for an argument of the wrong type.
 */
export function compileFunction(node: FunctionNode, scope: Scope): Typed {
  const { functions, types } = scope.dialect
  const { typed, type } = signature(node, scope)
  const { name, part, places } = node
  const call = { arguments: typed, type, types, ...(part && { part }), ...(places !== undefined && { places }) }
  return { node: functions[name](call), type }
}

function signature(node: FunctionNode, scope: Scope): { typed: readonly Typed[]; type: ValueType } {
  const { name, arguments: nodes } = node
  const place = `${name.charAt(0).toUpperCase()}${name.slice(1)}(…)`
  switch (name) {
    case 'coalesce':
    case 'nullIf':
    case 'greatest':
    case 'least':
      return compileAlike(place, nodes, scope)
    case 'modulo': {
      const { typed, type } = compileAlike(place, nodes, scope)
      typed.forEach((one) => requireNumber(place, one))
      return { typed, type }
    }
    case 'concat':
    case 'lower':
    case 'upper':
    case 'trim':
    case 'leftTrim':
    case 'rightTrim':
    case 'replace':
      return {
        typed: nodes.map((one) => asText(place, compileExpression(one, scope, TEXT), scope)),
        type: { ...TEXT, place },
      }
    case 'length':
    case 'left':
    case 'right':
    case 'substring':
      return {
        typed: nodes.map((one, index) =>
          index === 0 ? asText(place, compileExpression(one, scope, TEXT), scope) : compileExpression(one, scope),
        ),
        type: { kind: name === 'length' ? 'integer' : 'text', place },
      }
    case 'abs':
    case 'ceil':
    case 'floor':
    case 'round':
    case 'power':
    case 'squareRoot': {
      const typed = nodes.map((one) => requireNumber(place, compileExpression(one, scope)))
      return { typed, type: numberType(name, place, typed[0]?.type, node.places) }
    }
    case 'now':
      return { typed: [], type: { kind: 'datetime', place } }
    case 'random':
      return { typed: [], type: { kind: 'float', place } }
    case 'extract':
    case 'trunc':
      return momentSignature(node, place, scope)
    case 'cast':
      return castSignature(node, place, scope)
  }
}

const TEXT: ValueType = { kind: 'text', place: 'Text' }

function numberType(name: FunctionName, place: string, of: ValueType | undefined, places = 0): ValueType {
  const kind = plainKind(of?.kind ?? 'float')
  if (name === 'power' || name === 'squareRoot') return { kind: 'float', place }
  if (kind !== 'decimal' || name === 'abs') return { ...of, kind, place }
  return { kind, place, digits: of?.digits ?? 38, places: name === 'round' ? Math.max(0, places) : 0 }
}

function momentSignature({ name, part = 'day', arguments: nodes }: FunctionNode, place: string, scope: Scope) {
  const typed = nodes.map((one) => compileExpression(one, scope, { kind: 'datetime', place }))
  const kind = typed[0]?.type.kind ?? 'datetime'
  const choices = partsOf[kind] ?? []
  if (!choices.includes(part) || (name === 'trunc' && kind === 'time')) {
    const parts = choices.length > 0 ? ` Its parts: ${choices.join(', ')}.` : ' Only moments have parts.'
    throw new UsageError(`${typed[0]?.type.place ?? place} has no part '${part}' for ${place}.${parts}`)
  }
  if (name === 'trunc') return { typed, type: { kind, place } }
  const result: ColumnKind = part === 'date' || part === 'time' ? part : 'integer'
  return { typed, type: { kind: result, place } }
}

function castSignature(
  { arguments: nodes, type: kind = 'text', digits, places }: FunctionNode,
  place: string,
  scope: Scope,
) {
  const typed = nodes.map((one) => compileExpression(one, scope))
  return {
    typed,
    type: { kind, place, ...(digits !== undefined && { digits }), ...(places !== undefined && { places }) },
  }
}

function requireNumber(place: string, operand: Typed): Typed {
  if (isNumber(operand.type)) return operand
  throw new UsageError(`${place} takes numbers, not ${operand.type.kind} (${operand.type.place}).`)
}

/** Numbers are written as texts; of other kinds, databases disagree how. */
function asText(place: string, operand: Typed, scope: Scope): Typed {
  const { kind } = operand.type
  if (plainKind(kind) === 'text' || kind === 'uuid') return operand
  if (!isNumber(operand.type)) {
    throw new UsageError(`${place} takes text, not ${kind} (${operand.type.place}). Write Cast(…, 'text') around it.`)
  }
  const { functions, types } = scope.dialect
  return { node: functions.cast({ arguments: [operand], type: TEXT, types }), type: TEXT }
}
