import type { Variable } from '@typescript-eslint/scope-manager'
import type { TSESTree } from '@typescript-eslint/types'
import { mayTakeValue, takesValue } from '../../profiles/value-sinks.ts'
import type { FunctionNode } from '../../syntax/function-node.ts'
import { variableOf } from '../../syntax/references-of.ts'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression, outermostWrapper } from '../../syntax/transparent-parent.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import type { SourceUnit } from '../../types/source-provider.ts'
import { dropped, forwarded, goesOn, iterated, NO_USE, unresolved, type Place, type Step } from './consumption.ts'
import { isExported, placesOf } from './step-into-pattern.ts'
import { stepThroughChain } from './step-through-member.ts'

type Call = TSESTree.CallExpression | TSESTree.NewExpression

/** A value that a function returns: who called the function has it, or what called it back. */
export function stepFromReturn(
  context: AnalysisContext,
  place: Place,
  by: TSESTree.Node,
  fn: FunctionNode | undefined,
): Step {
  if (!fn) return forwarded(place, 'caller', by)
  const value = outermostWrapper(fn)
  const call = value.parent
  if (call?.type !== 'CallExpression' || fn.generator) return forwarded(place, 'caller', by)
  // A function that is called where it stands.
  if (call.callee === value) return goesOn(fn.async ? { ...place, within: call } : place, call)
  return stepFromResult(context, place, call, value) ?? forwarded(place, 'caller', by)
}

/** What a call does with what its callback returns; undefined where that is not known. */
export function stepFromResult(
  context: AnalysisContext,
  place: Place,
  call: TSESTree.CallExpression,
  callback: TSESTree.Node,
): Step | undefined {
  const callee = innermostExpression(call.callee)
  const name = callee.type === 'MemberExpression' ? staticName(callee) : undefined
  if (name !== undefined && call.arguments[0] === callback && LOOPS.has(name) && mayBeBuiltIn(context, callee))
    return stepFromLoop(place, call, name)
  if (name !== undefined && CHAINED.has(name)) return stepThroughChain(place, call, name)
  return isIgnored(context, call, callback) ? dropped(place, 'callback', call) : undefined
}

const CHAINED = new Set(['then', 'catch', 'finally'])
const PREDICATES = new Set(['filter', 'some', 'every', 'find', 'findIndex', 'findLast', 'findLastIndex'])
const COMPARATORS = new Set(['sort', 'toSorted'])
const LOOPS = new Set(['forEach', 'map', 'flatMap', ...PREDICATES, ...COMPARATORS])

function stepFromLoop(place: Place, call: TSESTree.CallExpression, name: string): Step {
  if (name === 'forEach') return dropped(place, 'callback', call)
  if (PREDICATES.has(name)) return place.path.length === 0 ? unresolved(place, 'predicate', call) : NO_USE
  if (COMPARATORS.has(name)) return unresolved(place, 'operand', call)
  return goesOn(place, call, name === 'flatMap' && place.path[0] === '*' ? place.path : ['*', ...place.path])
}

/** Streams, cursors and observables have methods of the same names, and wait. */
function mayBeBuiltIn({ oracle }: AnalysisContext, callee: TSESTree.Node): boolean {
  const identities = oracle.identitiesAt(callee)
  return identities.length === 0 || identities.some(({ module }) => module === 'typescript')
}

/** True where the callee's row says that it drops what its callback returns. */
function isIgnored({ oracle, profiles }: AnalysisContext, call: TSESTree.CallExpression, callback: TSESTree.Node) {
  const callee = innermostExpression(call.callee)
  const name = callee.type === 'MemberExpression' ? staticName(callee) : callee.type === 'Identifier' ? callee.name : ''
  if (name === undefined || !profiles.mayTakeCallback(name)) return false
  const index = call.arguments.indexOf(callback as TSESTree.Expression)
  return oracle.identitiesAt(callee).some((identity) => {
    const row = profiles.callbackOf(identity)
    return row?.result === 'ignored' && (row.argument ?? index) === index
  })
}

const COMBINATORS = new Set(['all', 'allSettled', 'race', 'any'])

/** A value that is given to a call. */
export function stepIntoArgument(context: AnalysisContext, unit: SourceUnit, place: Place, call: Call): Step {
  const { path } = place
  const callee = innermostExpression(call.callee)
  if (callee.type === 'Identifier')
    return isGlobal(unit, callee) ? stepIntoGlobal(place, call, callee.name) : forwarded(place, 'argument', call)
  const name = callee.type === 'MemberExpression' ? staticName(callee) : undefined
  if (callee.type !== 'MemberExpression' || name === undefined || call.type === 'NewExpression')
    return forwarded(place, 'argument', call)
  const object = innermostExpression(callee.object)
  if (object.type === 'Identifier' && isGlobal(unit, object)) {
    if (object.name === 'Promise' && name === 'resolve') return goesOn(place, call)
    if (object.name === 'Promise' && COMBINATORS.has(name) && path[0] === '*' && path.length === 1)
      return goesOn({ ...place, within: call }, call, [])
    if (object.name === 'JSON' && name === 'stringify') return unresolved(place, 'value', call)
    if (object.name === 'Array' && name === 'from' && path[0] === '*' && call.arguments.length === 1)
      return goesOn(place, call)
    if (object.name === 'Array' && name === 'from') return iterated(place, call)
    if (object.name === 'Object') return stepIntoObjectMethod(place, call, name)
  }
  const container = object.type === 'Identifier' ? localContainer(unit, object, name) : undefined
  if (container) return { uses: [], places: placesOf(container, place, ['*', ...path]) }
  return isValueSink(context, callee, name) ? unresolved(place, 'value', call) : forwarded(place, 'argument', call)
}

const isGlobal = (unit: SourceUnit, name: TSESTree.Identifier) =>
  (variableOf(unit.scopes, name)?.defs.length ?? 0) === 0

const CONVERSIONS = new Set(['String', 'Number', 'parseInt', 'parseFloat', 'isNaN', 'BigInt'])

function stepIntoGlobal(place: Place, call: Call, name: string): Step {
  if (name === 'Boolean') return place.path.length === 0 ? unresolved(place, 'condition', call) : NO_USE
  if (CONVERSIONS.has(name)) return unresolved(place, 'value', call)
  if (call.type === 'NewExpression' && (name === 'Set' || name === 'Map')) return iterated(place, call)
  return forwarded(place, 'argument', call)
}

function stepIntoObjectMethod(place: Place, call: Call, name: string): Step {
  if (!['keys', 'values', 'entries'].includes(name)) return forwarded(place, 'argument', call)
  if (place.path.length === 0) return unresolved(place, 'value', call)
  if (name === 'keys') return NO_USE
  return name === 'values' ? goesOn(place, call, ['*', ...place.path.slice(1)]) : forwarded(place, 'argument', call)
}

/** A list or map that a variable was declared with, and that the call puts the value into. */
function localContainer(unit: SourceUnit, name: TSESTree.Identifier, method: string): Variable | undefined {
  const variable = variableOf(unit.scopes, name)
  const declarator = variable?.defs.length === 1 ? variable.defs[0]?.node : undefined
  if (!variable || declarator?.type !== 'VariableDeclarator' || !declarator.init || isExported(variable))
    return undefined
  const init = innermostExpression(declarator.init)
  const kind =
    init.type === 'ArrayExpression'
      ? 'Array'
      : init.type === 'NewExpression' && init.callee.type === 'Identifier'
        ? init.callee.name
        : ''
  return FILLS[kind]?.includes(method) ? variable : undefined
}

const FILLS: Readonly<Record<string, readonly string[]>> = {
  Array: ['push', 'unshift'],
  Set: ['add'],
  Map: ['set'],
}

/** True for a function that makes something of its argument that has to be its value, such as a response. */
function isValueSink({ oracle }: AnalysisContext, callee: TSESTree.Node, name: string): boolean {
  return mayTakeValue(name) && oracle.identitiesAt(callee).some(takesValue)
}
