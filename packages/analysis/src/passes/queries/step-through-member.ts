import type { TSESTree } from '@typescript-eslint/types'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression, outermostWrapper } from '../../syntax/transparent-parent.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import { forwarded, goesOn, NO_USE, resolved, unresolved, type Place, type Step } from './consumption.ts'
import { isMutableQuery, operationAt } from './find-queries.ts'

/** A member that is read or called of a value, or of the container that it lies in. */
export function stepThroughMember(context: AnalysisContext, place: Place, member: TSESTree.MemberExpression): Step {
  const name = staticName(member)
  const callee = outermostWrapper(member)
  const call = callee.parent?.type === 'CallExpression' && callee.parent.callee === callee ? callee.parent : undefined
  if (place.path.length === 0) return call ? stepThroughMethod(context, place, call, name) : readMember(place, member)
  return place.path[0] === '*'
    ? stepThroughList(place, member, call, name)
    : stepThroughObject(place, member, call, name)
}

const CHAINED = new Set(['then', 'catch', 'finally'])

/** A copy of a builder is another query. */
const COPY = 'clone'

function stepThroughMethod(
  context: AnalysisContext,
  place: Place,
  call: TSESTree.CallExpression,
  name: string | undefined,
): Step {
  if (name !== undefined && CHAINED.has(name)) return stepThroughChain(place, call, name)
  return name !== COPY && isStepOfHeldQuery(context, place.node, call)
    ? goesOn(place, call)
    : forwarded(place, 'method', call)
}

/** As `no-floating-promises` has it: who takes the rejection waits; a chain without is a promise like any other. */
export function stepThroughChain(place: Place, call: TSESTree.CallExpression, name: string): Step {
  const handlers = name === 'catch' ? call.arguments.length : name === 'then' ? call.arguments.length - 1 : 0
  return handlers > 0 ? resolved(place, call) : goesOn({ ...place, within: call }, call, [])
}

/** A step on a mutable builder that a variable holds: the query is still the same. */
function isStepOfHeldQuery(context: AnalysisContext, held: TSESTree.Node, call: TSESTree.CallExpression): boolean {
  return (
    innermostExpression(held).type === 'Identifier' &&
    operationAt(context, innermostExpression(call.callee))?.operation.does === 'build' &&
    isMutableQuery(context, held)
  )
}

function readMember(place: Place, member: TSESTree.MemberExpression): Step {
  const { parent } = outermostWrapper(member)
  const isTarget = parent?.type === 'AssignmentExpression' && innermostExpression(parent.left) === member
  return isTarget ? NO_USE : unresolved(place, 'member', member)
}

/** Methods of containers that neither wait for what lies in them nor hand it on. */
const CHANGES = new Set(['push', 'unshift', 'set', 'add', 'has', 'delete', 'clear', 'includes', 'indexOf', 'reverse'])
const TEXTS = new Set(['join', 'toString', 'sort', 'toSorted'])
const COPIES = new Set(['slice', 'concat', 'toReversed', 'with'])

function stepThroughList(
  place: Place,
  member: TSESTree.MemberExpression,
  call: TSESTree.CallExpression | undefined,
  name: string | undefined,
): Step {
  if (call && name !== undefined) {
    if (CHANGES.has(name)) return NO_USE
    if (COPIES.has(name)) return goesOn(place, call)
    if (TEXTS.has(name) && call.arguments.every(({ type }) => type === 'Literal'))
      return unresolved(place, 'value', call)
  }
  if (call) return forwarded(place, 'method', call)
  if (name === 'length' || name === 'size') return NO_USE
  return goesOn(place, member, place.path.slice(1))
}

function stepThroughObject(
  place: Place,
  member: TSESTree.MemberExpression,
  call: TSESTree.CallExpression | undefined,
  name: string | undefined,
): Step {
  if (call) return forwarded(place, 'method', call)
  if (name === undefined) return forwarded(place, 'store', member)
  return name === place.path[0] ? goesOn(place, member, place.path.slice(1)) : NO_USE
}
