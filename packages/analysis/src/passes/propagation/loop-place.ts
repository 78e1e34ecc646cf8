import type { TSESTree } from '@typescript-eslint/types'
import { isStableOperand } from '../../flow/is-stable-operand.ts'
import type { PropagationContext } from './expansion.ts'

/**
 * Where a loop may stand for an expression. `before`: before the statement around it, or in the arrow function whose body
 * it is; nothing that the statement evaluates earlier can tell the difference. `inline`: in the expression's own place.
 */
export type LoopPlace =
  | { readonly kind: 'before'; readonly statement: TSESTree.Statement | TSESTree.ArrowFunctionExpression }
  | { readonly kind: 'inline' }

export function loopPlace(context: PropagationContext, expression: TSESTree.Expression): LoopPlace {
  let node: TSESTree.Node = expression
  for (let parent: TSESTree.Node | undefined = node.parent; parent; parent = node.parent) {
    const statement = statementEndingAt(parent, node)
    if (statement) return { kind: 'before', statement: withLabels(statement) }
    const earlier = evaluatedBefore(parent, node)
    if (!earlier || !earlier.every((one) => isStableOperand(context, one))) return { kind: 'inline' }
    node = parent
  }
  return { kind: 'inline' }
}

/** The statement that evaluates an expression once, and before everything else in it. */
function statementEndingAt(
  parent: TSESTree.Node,
  node: TSESTree.Node,
): TSESTree.Statement | TSESTree.ArrowFunctionExpression | undefined {
  switch (parent.type) {
    case 'ExpressionStatement':
    case 'ReturnStatement':
    case 'ThrowStatement':
      return parent
    case 'IfStatement':
      return parent.test === node ? parent : undefined
    case 'SwitchStatement':
      return parent.discriminant === node ? parent : undefined
    case 'ForOfStatement':
    case 'ForInStatement':
      return parent.right === node ? parent : undefined
    case 'ForStatement':
      return parent.init === node ? parent : undefined
    case 'ArrowFunctionExpression':
      return parent.body === node ? parent : undefined
    case 'VariableDeclaration': {
      if (parent.declarations[0] !== node || /^For/.test(parent.parent.type))
        return parent.parent.type === 'ForStatement' && parent.declarations[0] === node ? parent.parent : undefined
      return parent.parent.type === 'ExportNamedDeclaration' ? parent.parent : parent
    }
    default:
      return undefined
  }
}

function withLabels<Of extends TSESTree.Node>(statement: Of): Of | TSESTree.LabeledStatement {
  return statement.parent?.type === 'LabeledStatement' ? withLabels(statement.parent) : statement
}

/** What an expression evaluates before one of its parts, or undefined where the part may not be evaluated at all. */
function evaluatedBefore(parent: TSESTree.Node, node: TSESTree.Node): readonly TSESTree.Node[] | undefined {
  switch (parent.type) {
    case 'ChainExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'UnaryExpression':
    case 'AwaitExpression':
    case 'SpreadElement':
      return []
    case 'MemberExpression':
      return parent.object === node ? [] : mayBeSkipped(parent) ? undefined : [parent.object]
    case 'CallExpression':
    case 'NewExpression': {
      if (parent.callee === node) return []
      if (parent.type === 'CallExpression' && mayBeSkipped(parent)) return undefined
      return [parent.callee, ...before(parent.arguments, node)]
    }
    case 'BinaryExpression':
      return parent.left === node ? [] : [parent.left]
    case 'LogicalExpression':
      return parent.left === node ? [] : undefined
    case 'ConditionalExpression':
      return parent.test === node ? [] : undefined
    case 'AssignmentExpression':
      if (parent.right !== node || /^(?:&&|\|\||\?\?)=$/.test(parent.operator)) return undefined
      return parent.operator === '=' ? assignedParts(parent.left) : [parent.left]
    case 'VariableDeclarator':
      return parent.init === node ? [] : undefined
    case 'TemplateLiteral':
      return before(parent.expressions, node)
    case 'ArrayExpression':
      return before(parent.elements, node)
    case 'ObjectExpression':
      return before(parent.properties, node)
    case 'Property':
      return parent.value === node && parent.parent.type === 'ObjectExpression' && !parent.computed ? [] : undefined
    default:
      return undefined
  }
}

function before(parts: readonly (TSESTree.Node | null)[], node: TSESTree.Node): TSESTree.Node[] {
  return parts.slice(0, parts.indexOf(node)).filter((part) => part !== null)
}

/** What is evaluated of an assignment's left side before its right one. */
function assignedParts(left: TSESTree.Node): readonly TSESTree.Node[] {
  if (left.type !== 'MemberExpression') return []
  return left.computed ? [left.object, left.property] : [left.object]
}

/** True where something to the left may end the optional chain. */
function mayBeSkipped(node: TSESTree.CallExpression | TSESTree.MemberExpression): boolean {
  if (node.optional) return true
  const next = node.type === 'CallExpression' ? node.callee : node.object
  return next.type === 'CallExpression' || next.type === 'MemberExpression' ? mayBeSkipped(next) : false
}
