import type { TSESTree } from '@typescript-eslint/types'
import { enclosingFunction, isFunctionNode } from '../../syntax/function-node.ts'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression, outermostWrapper } from '../../syntax/transparent-parent.ts'
import { containedSources } from './contained-sources.ts'
import { bindPattern } from './bind-pattern.ts'
import { CONTAINER_CALLS, CONTAINER_METHODS, containerTaking } from './container-methods.ts'
import { wrapperTypes } from './declared-function-type.ts'
import { forcingSlots, joined, NOTHING, stoppedBy, type Expansion, type PropagationContext } from './expansion.ts'
import { followFunctionValue } from './follow-function-value.ts'
import { followReturned, intoElements, intoMember, intoTarget } from './into-place.ts'
import { parameterSlots } from './parameter-slots.ts'

/**
 * What follows where the value of an expression holds functions that return a promise from now on, `depth` elements deep:
 * 1 for a list, record or `Map` of them, 2 for a list of pairs; 0 is such a function itself. What takes an element out
 * has such a function; what is put in beside them is made one; what the container is given to holds them too.
 */
export function followContained(context: PropagationContext, value: TSESTree.Node, depth: number): Expansion {
  if (depth <= 0) return context.oracle.isCallable(value) ? followFunctionValue(context, value) : NOTHING
  const node = outermostWrapper(value)
  return joined([wrapperTypes(context, value, depth), followPlace(context, node, depth)])
}

function followPlace(context: PropagationContext, node: TSESTree.Node, depth: number): Expansion {
  const { parent } = node
  switch (parent?.type) {
    case 'MemberExpression':
      return parent.object === node ? followMember(context, parent, depth) : NOTHING
    case 'ForOfStatement': {
      const [element] = parent.left.type === 'VariableDeclaration' ? parent.left.declarations : []
      return parent.right === node
        ? bindPattern(context, element?.id ?? parent.left, elementDepth(context, node, depth))
        : NOTHING
    }
    case 'VariableDeclarator':
      return bindPattern(context, parent.id, depth)
    case 'AssignmentExpression':
      return parent.left === node
        ? containedSources(context, parent.right, depth)
        : intoTarget(context, parent.left, depth)
    case 'SpreadElement':
      return parent.parent.type === 'CallExpression' || parent.parent.type === 'NewExpression'
        ? stoppedBy('unclassified-reference', parent)
        : followContained(context, parent.parent, elementDepth(context, node, depth) + 1)
    case 'ArrayExpression':
      return followContained(context, parent, depth + 1)
    case 'Property':
    case 'PropertyDefinition':
    case 'AccessorProperty':
      return intoMember(context, parent, depth)
    case 'CallExpression':
    case 'NewExpression':
      return parent.callee === node ? NOTHING : intoCall(context, parent, node, depth)
    case 'ReturnStatement':
      return followReturned(context, enclosingFunction(parent), { node, depth })
    case 'ArrowFunctionExpression':
      return followReturned(context, parent, { node, depth })
    case 'ConditionalExpression':
      return parent.test === node ? NOTHING : followContained(context, parent, depth)
    case 'LogicalExpression':
    case 'AwaitExpression':
      return followContained(context, parent, depth)
    case 'ExportDefaultDeclaration':
      return node.type === 'Identifier' ? NOTHING : forcingSlots(context.oracle.symbolsAt(parent), node, depth)
    default:
      return parent && HARMLESS.test(parent.type) ? NOTHING : stoppedBy('unclassified-reference', node)
  }
}

/** Asks whether there is a container, or which keys it has, or hands its name on. */
const HARMLESS =
  /^(?:ExpressionStatement|UnaryExpression|BinaryExpression|IfStatement|WhileStatement|ForInStatement|Export|Import|TSExport|TSImport)/

/** An array's elements are taken out of it one by one, those of a `Map` with their keys. */
function elementDepth({ oracle }: PropagationContext, container: TSESTree.Node, depth: number): number {
  return oracle.typesAt(container).some(({ type }) => type === 'Map' || type === 'ReadonlyMap') ? depth : depth - 1
}

function followMember(context: PropagationContext, member: TSESTree.MemberExpression, depth: number): Expansion {
  const name = staticName(member)
  const isMethod =
    name !== undefined && context.oracle.identitiesAt(member).some(({ module }) => module === 'typescript')
  if (!isMethod || /^\d+$/.test(name)) return followContained(context, member, depth - 1)
  const call = outermostWrapper(member).parent
  if (call?.type !== 'CallExpression' || call.callee !== outermostWrapper(member))
    return name === 'length' || name === 'size' ? NOTHING : stoppedBy('unclassified-reference', member)
  const row = CONTAINER_METHODS[name]
  if (!row) return stoppedBy('unclassified-reference', member)
  return joined([
    row.gives === undefined ? NOTHING : followContained(context, call, depth + row.gives),
    ...call.arguments
      .slice(row.takes ?? call.arguments.length)
      .map((given) => containedSources(context, given, depth - 1)),
    ...(row.hands ?? []).map((index) => handedTo(context, call, index, depth - 1)),
  ])
}

/** The callback of a container's method has the elements as parameters. */
function handedTo(context: PropagationContext, call: TSESTree.CallExpression, index: number, depth: number): Expansion {
  const [callback] = call.arguments
  const fn = callback && innermostExpression(callback)
  if (!isFunctionNode(fn)) return fn ? stoppedBy('unclassified-reference', fn) : NOTHING
  const parameter = fn.params[index]
  return parameter ? bindPattern(context, parameter, depth) : NOTHING
}

function intoCall(
  context: PropagationContext,
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  argument: TSESTree.Node,
  depth: number,
): Expansion {
  const index = call.arguments.indexOf(argument as never)
  const slots = parameterSlots(context, call, index)
  if (slots.length > 0) return forcingSlots(slots, argument, depth)
  const container = containerTaking(context, innermostExpression(call.callee), index)
  if (container) return intoElements(context, container, { node: argument, depth })
  const [callee] = context.oracle.identitiesAt(innermostExpression(call.callee))
  const gives = callee?.module === 'typescript' ? CONTAINER_CALLS[`${callee.type ?? ''}.${callee.member}`] : undefined
  if (gives === undefined) return stoppedBy('unclassified-reference', call)
  if (gives === 'nothing') return NOTHING
  const values = call.typeArguments?.params.at(-1)
  return joined([
    values ? containedSources(context, call, depth + gives) : NOTHING,
    followContained(context, call, depth + gives),
  ])
}
