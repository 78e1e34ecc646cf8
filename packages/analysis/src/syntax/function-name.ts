import type { TSESTree } from '@typescript-eslint/types'
import type { FunctionNode } from './function-node.ts'
import { outermostWrapper } from './transparent-parent.ts'

/** The name that a function is declared under or first bound to; undefined for a callback. */
export function functionName(fn: FunctionNode): string | undefined {
  if (fn.id) return fn.id.name
  const parent = outermostWrapper(fn).parent
  switch (parent?.type) {
    case 'VariableDeclarator':
      return nameOf(parent.id)
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'Property':
      return nameOf(parent.key)
    case 'AssignmentExpression':
      return nameOf(parent.left.type === 'MemberExpression' ? parent.left.property : parent.left)
    default:
      return undefined
  }
}

function nameOf(node: TSESTree.Node): string | undefined {
  if (node.type === 'Identifier') return node.name
  return node.type === 'PrivateIdentifier' ? `#${node.name}` : undefined
}
