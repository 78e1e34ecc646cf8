import type { TSESTree } from '@typescript-eslint/types'
import { callByReference } from '../../calls/call-by-reference.ts'
import { functionNames } from '../../calls/function-names.ts'
import { enclosingFunction, type FunctionNode } from '../../syntax/function-node.ts'
import { returnedExpressions } from '../../syntax/own-nodes.ts'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression, outermostWrapper } from '../../syntax/transparent-parent.ts'
import { awaitValue } from './await-value.ts'
import type { SymbolHandle } from '../../types/type-oracle.ts'
import { declaredFunctionType } from './declared-function-type.ts'
import { forcingSlots, joined, NOTHING, stoppedBy, type Expansion, type PropagationContext } from './expansion.ts'
import { followArgument } from './follow-argument.ts'
import { isInert } from './is-inert.ts'
import { sourceOf } from './source-of.ts'

/**
 * What follows where the value of an expression is a function that returns a promise from now on: the call around it
 * waits, the variable or member that it is put into is such a function too, and whoever takes it must know what to do
 * with a promise. Nothing follows where the place's declared type takes one.
 */
export function followFunctionValue(context: PropagationContext, value: TSESTree.Node): Expansion {
  const { oracle } = context
  const node = outermostWrapper(value)
  const parent = node.parent
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
    case 'TSExportAssignment':
    case 'TSImportEqualsDeclaration':
      return NOTHING
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
      return intoPattern(context, parent.id, node)
    case 'AssignmentPattern':
      return intoPattern(context, parent.left, node)
    case 'AssignmentExpression':
      return intoPattern(context, parent.left, node)
    case 'ReturnStatement':
      return followReturned(context, enclosingFunction(parent), node)
    case 'ArrowFunctionExpression':
      return parent.body === node ? followReturned(context, parent, node) : stoppedBy('unclassified-reference', node)
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'AccessorProperty':
      return intoMember(context, parent, node)
    default:
      return stoppedBy('unclassified-reference', node)
  }
}

function intoPattern(context: PropagationContext, target: TSESTree.Node, node: TSESTree.Node): Expansion {
  const place = innermostExpression(target)
  if (place.type === 'Identifier') return forcingSlots(context.oracle.symbolsAt(place), node)
  if (place.type !== 'MemberExpression' || staticName(place) === undefined)
    return stoppedBy('unclassified-reference', node)
  const symbols = context.oracle.symbolsAt(place.property)
  return symbols.length > 0 ? forcingSlots(symbols, node) : stoppedBy('unclassified-reference', node)
}

function intoMember(
  context: PropagationContext,
  member: TSESTree.Property | TSESTree.MethodDefinition | TSESTree.PropertyDefinition | TSESTree.AccessorProperty,
  node: TSESTree.Node,
): Expansion {
  const { oracle } = context
  const symbols = staticName(member) === undefined ? [] : oracle.symbolsAt(member.key)
  const isHidden = member.type === 'Property' && symbols.some((symbol) => isTypedByIndex(context, symbol, node))
  return symbols.length > 0 && !isHidden ? forcingSlots(symbols, node) : stoppedBy('unclassified-reference', node)
}

/** Where a type declares the values of all keys, or `any`, nobody sees by which name the function is called. */
function isTypedByIndex({ oracle }: PropagationContext, symbol: SymbolHandle, node: TSESTree.Node): boolean {
  return oracle.expectedResult(node) !== 'none' && oracle.memberFamily(symbol).length === 1
}

/** The function's callers get a function that returns a promise, and so do all others to whom it returns one. */
function followReturned(context: PropagationContext, fn: FunctionNode | undefined, node: TSESTree.Node): Expansion {
  const names = fn ? functionNames(context, fn) : []
  if (!fn || fn.generator || names.length === 0) return stoppedBy('unclassified-reference', node)
  return joined([
    declaredFunctionType(context, fn.returnType),
    ...returnedExpressions(fn).map((returned) => (returned === node ? NOTHING : sourceOf(context, returned))),
    ...names.flatMap((name) =>
      context.references.referencesTo(name).map((reference) => followResult(context, reference, node)),
    ),
  ])
}

/** What follows where a call's result, once waited for, is a function that returns a promise. */
function followResult(context: PropagationContext, reference: TSESTree.Node, node: TSESTree.Node): Expansion {
  const call = callByReference(reference)
  if (!call) return isInert(reference) ? NOTHING : stoppedBy('unclassified-reference', node)
  const { parent } = outermostWrapper(call)
  return followFunctionValue(context, parent?.type === 'AwaitExpression' ? parent : call)
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
