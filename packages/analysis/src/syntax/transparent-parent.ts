import type { TSESTree } from '@typescript-eslint/types'

const WRAPPERS = new Set([
  'ChainExpression',
  'TSAsExpression',
  'TSNonNullExpression',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
])

/** The outermost node that has the same value: type assertions and optional chains around an expression. */
export function outermostWrapper(node: TSESTree.Node): TSESTree.Node {
  let at = node
  while (at.parent && WRAPPERS.has(at.parent.type)) at = at.parent
  return at
}

/** The expression inside type assertions and optional chains. */
export function innermostExpression(node: TSESTree.Node): TSESTree.Node {
  let at = node
  while (WRAPPERS.has(at.type)) at = (at as TSESTree.TSAsExpression | TSESTree.ChainExpression).expression
  return at
}
