import type { TSESTree } from '@typescript-eslint/types'
import { enclosingFunction, type FunctionNode } from '../../syntax/function-node.ts'
import { innermostExpression, outermostWrapper } from '../../syntax/transparent-parent.ts'
import { referencesOf } from '../../syntax/references-of.ts'
import type { SourceUnit } from '../../types/source-provider.ts'

/**
 * What becomes of a promise or lazy query. `resolved`: something waits for it. `forwarded`: whoever receives it must
 * wait (`return`, an argument, a container that escapes). `iterated`: a loop runs it. `unresolved`: it is used as if it
 * were its result (`if (q)`). `dropped`: nothing ever waits.
 */
export type Consumption =
  | { readonly kind: 'resolved'; readonly by: TSESTree.Node }
  | { readonly kind: 'forwarded'; readonly to: 'caller' | 'argument' | 'store'; readonly by: TSESTree.Node }
  | { readonly kind: 'iterated'; readonly by: TSESTree.Node }
  | { readonly kind: 'unresolved'; readonly as: UnresolvedUse; readonly by: TSESTree.Node }
  | { readonly kind: 'dropped'; readonly because: DropReason; readonly by: TSESTree.Node }

export type UnresolvedUse = 'condition' | 'operand' | 'template' | 'member' | 'spread' | 'thrown'
export type DropReason = 'statement' | 'void' | 'unread-variable' | 'container' | 'callback'

const COMBINATORS = new Set(['all', 'allSettled', 'race', 'any'])
const CHAINED = new Set(['then', 'catch', 'finally'])

/** Follows an expression to what finally uses its value, through variables, containers and callbacks of arrays. */
export function inferConsumption(unit: SourceUnit, expression: TSESTree.Node): Consumption {
  return follow(unit, expression, new Set())
}

function follow(unit: SourceUnit, expression: TSESTree.Node, seen: Set<TSESTree.Node>): Consumption {
  const node = outermostWrapper(expression)
  const parent = node.parent
  if (!parent || seen.has(node)) return { kind: 'dropped', because: 'statement', by: node }
  seen.add(node)
  switch (parent.type) {
    case 'AwaitExpression':
      return { kind: 'resolved', by: parent }
    case 'ReturnStatement':
      return followReturn(unit, parent, enclosingFunction(parent), seen)
    case 'ArrowFunctionExpression':
      return parent.body === node ? followReturn(unit, parent, parent, seen) : forwarded('store', parent)
    case 'YieldExpression':
      return forwarded('caller', parent)
    case 'ForOfStatement':
      return parent.right === node ? { kind: 'iterated', by: parent } : forwarded('store', parent)
    case 'ExpressionStatement':
      return { kind: 'dropped', because: 'statement', by: parent }
    case 'UnaryExpression':
      if (parent.operator === 'void') return { kind: 'dropped', because: 'void', by: parent }
      return unresolved(parent.operator === '!' ? 'condition' : 'operand', parent)
    case 'BinaryExpression':
    case 'UpdateExpression':
    case 'SwitchCase':
      return unresolved('operand', parent)
    case 'TemplateLiteral':
      // A tag takes the value as it is.
      if (parent.parent.type === 'TaggedTemplateExpression') return forwarded('argument', parent.parent)
      return unresolved('template', parent)
    case 'ThrowStatement':
      return unresolved('thrown', parent)
    case 'IfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement':
      return unresolved('condition', parent)
    case 'SwitchStatement':
      return unresolved('operand', parent)
    case 'ConditionalExpression':
      return parent.test === node ? unresolved('condition', parent) : follow(unit, parent, seen)
    case 'LogicalExpression':
      return parent.left === node ? unresolved('condition', parent) : follow(unit, parent, seen)
    case 'SequenceExpression':
      if (parent.expressions.at(-1) === node) return follow(unit, parent, seen)
      return { kind: 'dropped', because: 'statement', by: parent }
    case 'MemberExpression':
      return parent.object === node ? followMember(parent) : unresolved('operand', parent)
    case 'SpreadElement':
      return parent.parent.type === 'ObjectExpression' ? unresolved('spread', parent) : { kind: 'iterated', by: parent }
    case 'ArrayExpression':
      return followContainer(unit, parent, seen)
    case 'VariableDeclarator':
      return parent.init === node ? followVariable(unit, parent, seen) : forwarded('store', parent)
    case 'CallExpression':
    case 'NewExpression':
      return parent.callee === node ? unresolved('operand', parent) : followArgument(unit, parent, seen)
    default:
      return forwarded('store', parent)
  }
}

const forwarded = (to: 'caller' | 'argument' | 'store', by: TSESTree.Node): Consumption => ({
  kind: 'forwarded',
  to,
  by,
})
const unresolved = (as: UnresolvedUse, by: TSESTree.Node): Consumption => ({ kind: 'unresolved', as, by })

/** A value returned from a function: the array method that called it may drop it or collect it. */
function followReturn(
  unit: SourceUnit,
  by: TSESTree.Node,
  fn: FunctionNode | undefined,
  seen: Set<TSESTree.Node>,
): Consumption {
  const call = fn && callTakingCallback(fn)
  const method = call && memberNameOf(call.callee)
  if (!call || !method) return forwarded('caller', by)
  if (method === 'forEach') return { kind: 'dropped', because: 'callback', by: call }
  if (method === 'map' || method === 'flatMap') return followContainer(unit, call, seen)
  if (['filter', 'some', 'every', 'find', 'findIndex'].includes(method)) return unresolved('condition', call)
  return forwarded('caller', by)
}

function callTakingCallback(fn: FunctionNode): TSESTree.CallExpression | undefined {
  const node = outermostWrapper(fn)
  const call = node.parent
  return call?.type === 'CallExpression' && call.arguments[0] === node ? call : undefined
}

function memberNameOf(callee: TSESTree.Node): string | undefined {
  const member = innermostExpression(callee)
  return member.type === 'MemberExpression' && member.property.type === 'Identifier' && !member.computed
    ? member.property.name
    : undefined
}

/** An array of promises: somebody must combine it, and until then it may be a variable like any other. */
function followContainer(unit: SourceUnit, container: TSESTree.Node, seen: Set<TSESTree.Node>): Consumption {
  const found = follow(unit, container, seen)
  if (found.kind === 'dropped' && found.because === 'statement') return { ...found, because: 'container' }
  // Awaiting an array waits for none of its elements.
  if (
    found.kind === 'resolved' &&
    innermostExpression(outermostWrapper(container)) === container &&
    found.by === outermostWrapper(container).parent
  )
    return { kind: 'dropped', because: 'container', by: found.by }
  return found.kind === 'iterated' || found.kind === 'unresolved' ? forwarded('store', found.by) : found
}

function followMember(member: TSESTree.MemberExpression): Consumption {
  const name = !member.computed && member.property.type === 'Identifier' ? member.property.name : undefined
  const called = outermostWrapper(member).parent
  if (called?.type === 'CallExpression' && called.callee === outermostWrapper(member))
    return name !== undefined && CHAINED.has(name) ? { kind: 'resolved', by: called } : forwarded('argument', called)
  return unresolved('member', member)
}

function followArgument(
  unit: SourceUnit,
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  seen: Set<TSESTree.Node>,
): Consumption {
  const member = innermostExpression(call.callee)
  if (
    member.type === 'MemberExpression' &&
    member.object.type === 'Identifier' &&
    member.object.name === 'Promise' &&
    member.property.type === 'Identifier' &&
    (COMBINATORS.has(member.property.name) || member.property.name === 'resolve')
  )
    return follow(unit, call, seen)
  return forwarded('argument', call)
}

/** A variable: consumed as soon as one reference consumes it. */
function followVariable(
  unit: SourceUnit,
  declarator: TSESTree.VariableDeclarator,
  seen: Set<TSESTree.Node>,
): Consumption {
  if (declarator.id.type !== 'Identifier')
    return declarator.id.type === 'ArrayPattern'
      ? { kind: 'iterated', by: declarator }
      : unresolved('member', declarator)
  const references = referencesOf(unit.scopes, declarator.id).filter((reference) => reference.isRead())
  if (references.length === 0) {
    const isExported = declarator.parent.parent.type === 'ExportNamedDeclaration'
    return isExported ? forwarded('store', declarator) : { kind: 'dropped', because: 'unread-variable', by: declarator }
  }
  const uses = references.map(({ identifier }) => follow(unit, identifier, seen))
  const order = ['resolved', 'forwarded', 'iterated', 'unresolved', 'dropped']
  return uses.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))[0] ?? forwarded('store', declarator)
}
