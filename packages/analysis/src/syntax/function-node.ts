import type { TSESTree } from '@typescript-eslint/types'

/** A function with a body: the unit that becomes asynchronous. */
export type FunctionNode = TSESTree.FunctionDeclaration | TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression

export function isFunctionNode(node: TSESTree.Node | undefined | null): node is FunctionNode {
  return (
    node?.type === 'FunctionDeclaration' ||
    node?.type === 'FunctionExpression' ||
    node?.type === 'ArrowFunctionExpression'
  )
}

/** The nearest function around a node, or undefined at the top level, in a class field and in a static block. */
export function enclosingFunction(node: TSESTree.Node): FunctionNode | undefined {
  for (let at = node.parent; at; at = at.parent) {
    if (isFunctionNode(at)) return at
    if (at.type === 'PropertyDefinition' || at.type === 'StaticBlock') return undefined
  }
  return undefined
}
