import type { TSESTree } from '@typescript-eslint/types'
import { enclosingFunction } from '../../syntax/function-node.ts'
import { staticName } from '../../syntax/static-name.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import type { SourceUnit } from '../../types/source-provider.ts'
import {
  dropped,
  forwarded,
  goesOn,
  iterated,
  joined,
  NO_USE,
  resolved,
  unresolved,
  type Place,
  type Step,
  type UnresolvedUse,
} from './consumption.ts'
import { stepIntoAssignment, stepIntoPattern } from './step-into-pattern.ts'
import { stepFromReturn, stepIntoArgument } from './step-through-call.ts'
import { stepThroughMember } from './step-through-member.ts'

/** What the parent of a place does with its value; the place's node is the outermost one of that value. */
export function stepFrom(context: AnalysisContext, unit: SourceUnit, place: Place): Step {
  const { node, path } = place
  const { parent } = node
  const isWhole = path.length === 0
  if (!parent) return dropped(place, 'statement', node)
  /** Of a list of promises nothing of this kind waits for, or is mistaken for, one of them. */
  const misread = (as: UnresolvedUse) => (isWhole ? unresolved(place, as, parent) : NO_USE)
  switch (parent.type) {
    case 'AwaitExpression':
      return isWhole ? resolved(place, parent) : goesOn(place, parent)
    case 'ReturnStatement':
      return stepFromReturn(context, place, parent, enclosingFunction(parent))
    case 'ArrowFunctionExpression':
      return parent.body === node ? stepFromReturn(context, place, parent, parent) : forwarded(place, 'store', parent)
    case 'YieldExpression':
      return forwarded(place, 'caller', parent)
    case 'ForOfStatement':
      if (parent.right !== node) return forwarded(place, 'store', parent)
      return path[0] === '*'
        ? stepIntoPattern(unit, { ...place, path: path.slice(1) }, parent.left, parent)
        : iterated(place, parent)
    case 'ForInStatement':
    case 'BinaryExpression':
    case 'UpdateExpression':
    case 'SwitchCase':
    case 'SwitchStatement':
      return misread('operand')
    case 'ExpressionStatement':
      return dropped(place, isWhole ? 'statement' : 'container', parent)
    case 'UnaryExpression':
      if (parent.operator === 'void') return dropped(place, 'void', parent)
      if (parent.operator === 'typeof' || parent.operator === 'delete') return NO_USE
      return misread(parent.operator === '!' ? 'condition' : 'operand')
    case 'TemplateLiteral':
      // A tag takes the value as it is.
      return parent.parent.type === 'TaggedTemplateExpression'
        ? forwarded(place, 'argument', parent.parent)
        : unresolved(place, 'template', parent)
    case 'ThrowStatement':
      return unresolved(place, 'thrown', parent)
    case 'IfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      return misread('condition')
    case 'ForStatement':
      return parent.test === node ? misread('condition') : dropped(place, 'statement', parent)
    case 'ConditionalExpression':
      return parent.test === node ? misread('condition') : goesOn(place, parent)
    case 'LogicalExpression':
      if (parent.left !== node) return goesOn(place, parent)
      return parent.operator === '&&' ? misread('condition') : joined([misread('condition'), goesOn(place, parent)])
    case 'SequenceExpression':
      return parent.expressions.at(-1) === node ? goesOn(place, parent) : dropped(place, 'statement', parent)
    case 'MemberExpression':
      return parent.object === node ? stepThroughMember(context, place, parent) : misread('operand')
    case 'SpreadElement':
      return stepThroughSpread(place, parent)
    case 'ArrayExpression':
      return goesOn(place, parent, ['*', ...path])
    case 'Property':
      return stepIntoProperty(place, parent)
    case 'VariableDeclarator':
      return parent.init === node ? stepIntoPattern(unit, place, parent.id, parent) : forwarded(place, 'store', parent)
    case 'AssignmentExpression':
      return parent.right === node ? stepIntoAssignment(unit, place, parent) : forwarded(place, 'store', parent)
    case 'CallExpression':
    case 'NewExpression':
      return parent.callee === node
        ? forwarded(place, 'argument', parent)
        : stepIntoArgument(context, unit, place, parent)
    default:
      return forwarded(place, 'store', parent)
  }
}

function stepThroughSpread(place: Place, spread: TSESTree.SpreadElement): Step {
  const { parent } = spread
  if (parent.type === 'ObjectExpression') {
    if (place.path.length === 0) return unresolved(place, 'spread', spread)
    return place.path[0] === '*' ? NO_USE : goesOn(place, parent)
  }
  if (place.path[0] !== '*') return iterated(place, spread)
  return parent.type === 'ArrayExpression' ? goesOn(place, parent) : forwarded(place, 'argument', parent)
}

function stepIntoProperty(place: Place, property: TSESTree.Property): Step {
  const name = staticName(property)
  const isValue = property.value === place.node && property.parent.type === 'ObjectExpression'
  return isValue && name !== undefined
    ? goesOn(place, property.parent, [name, ...place.path])
    : forwarded(place, 'store', property)
}
