import type { TSESTree } from '@typescript-eslint/types'
import { enclosingFunction } from '../../syntax/function-node.ts'
import { staticName } from '../../syntax/static-name.ts'
import { outermostWrapper } from '../../syntax/transparent-parent.ts'
import { awaitValue } from './await-value.ts'
import { bindPattern } from './bind-pattern.ts'
import { wrapperTypes } from './declared-function-type.ts'
import { forcingSlots, joined, NOTHING, stoppedBy, type Expansion, type PropagationContext } from './expansion.ts'
import { followArgument } from './follow-argument.ts'
import { followContained } from './follow-contained.ts'
import { sourceOf } from './source-of.ts'
import { followReturned, intoMember, intoTarget } from './into-place.ts'

/**
 * What follows where the value of an expression is a function that returns a promise from now on: the call around it
 * waits, the variable or member that it is put into is such a function too, and whoever takes it must know what to do
 * with a promise. Nothing follows where the place's declared type takes one.
 */
export function followFunctionValue(context: PropagationContext, value: TSESTree.Node): Expansion {
  return joined([wrapperTypes(context, value, 0), followPlace(context, outermostWrapper(value))])
}

function followPlace(context: PropagationContext, node: TSESTree.Node): Expansion {
  const { oracle } = context
  const { parent } = node
  if (!parent) return NOTHING
  switch (parent.type) {
    case 'CallExpression':
      return parent.callee === node ? awaitValue(context, parent) : followArgument(context, parent, node)
    case 'NewExpression':
      return parent.callee === node ? stoppedBy('unclassified-reference', node) : followArgument(context, parent, node)
    case 'TaggedTemplateExpression':
      return awaitValue(context, parent)
    case 'MemberExpression':
      return parent.object === node ? followMember(context, parent) : NOTHING
    case 'ExpressionStatement':
    case 'UnaryExpression':
    case 'BinaryExpression':
    case 'IfStatement':
    case 'WhileStatement':
    case 'ImportSpecifier':
    case 'ImportDefaultSpecifier':
    case 'ExportSpecifier':
    case 'TSImportEqualsDeclaration':
      return NOTHING
    case 'TSExportAssignment':
      // What is no name has no symbol either, by which those would be found who import it.
      return node.type === 'Identifier' ? NOTHING : stoppedBy('unclassified-reference', node)
    case 'ConditionalExpression':
      return parent.test === node ? NOTHING : followFunctionValue(context, parent)
    case 'LogicalExpression':
      return followFunctionValue(context, parent)
    case 'SequenceExpression':
      return parent.expressions.at(-1) === node ? followFunctionValue(context, parent) : NOTHING
    case 'ExportDefaultDeclaration':
      return node.type === 'Identifier' ? NOTHING : forcingSlots(oracle.symbolsAt(parent), node)
  }
  if (oracle.expectedResult(node) === 'accepts-promise') return NOTHING
  switch (parent.type) {
    case 'VariableDeclarator':
      return bindPattern(context, parent.id, 0)
    case 'AssignmentPattern':
      return intoTarget(context, parent.left, 0)
    case 'AssignmentExpression':
      return parent.left === node ? sourceOf(context, parent.right) : intoTarget(context, parent.left, 0)
    case 'ArrayExpression':
      return followContained(context, parent, 1)
    case 'ReturnStatement':
      return followReturned(context, enclosingFunction(parent), { node, depth: 0 })
    case 'ArrowFunctionExpression':
      return parent.body === node
        ? followReturned(context, parent, { node, depth: 0 })
        : stoppedBy('unclassified-reference', node)
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'AccessorProperty':
      return intoMember(context, parent, 0)
    default:
      return stoppedBy('unclassified-reference', node)
  }
}

/** Members of functions themselves: calls of `call` and `apply` wait as the function's own do. */
function followMember(context: PropagationContext, member: TSESTree.MemberExpression): Expansion {
  const name = staticName(member)
  const call = outermostWrapper(member).parent
  const isCalled = call?.type === 'CallExpression' && call.callee === outermostWrapper(member)
  if (isCalled && (name === 'call' || name === 'apply')) return awaitValue(context, call)
  if (isCalled && name === 'bind') return followFunctionValue(context, call)
  return name === 'name' || name === 'length' ? NOTHING : stoppedBy('unclassified-reference', member)
}
