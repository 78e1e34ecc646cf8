import type { TSESTree } from '@typescript-eslint/types'

/**
 * True where both of two expressions of one function may be evaluated in one run of it, the first one first: they stand in
 * no two branches of one condition, and the path to the first does not end before the second. A `catch` is a second try.
 */
export function mayBothRun(first: TSESTree.Node, second: TSESTree.Node): boolean {
  const around = new Map<TSESTree.Node, TSESTree.Node>()
  for (let at = second; at.parent; at = at.parent) around.set(at.parent, at)
  for (let at = first; at.parent; at = at.parent) {
    const parent: TSESTree.Node = at.parent
    if (leaves(at)) return around.has(at)
    const other = around.get(parent)
    if (other) return !areExclusive(parent, at, other)
    if (parent.type === 'BlockStatement' && leaves(parent.body.at(-1))) return false
    if (parent.type === 'SwitchCase' && leaves(parent.consequent.at(-1))) return false
  }
  return false
}

function leaves(statement: TSESTree.Node | undefined): boolean {
  return /^(?:Return|Throw|Break|Continue)Statement$/.test(statement?.type ?? '')
}

function areExclusive(parent: TSESTree.Node, one: TSESTree.Node, other: TSESTree.Node): boolean {
  switch (parent.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return one !== parent.test && other !== parent.test
    case 'SwitchStatement':
      return one !== parent.discriminant
    case 'TryStatement':
      return other === parent.handler
    default:
      return false
  }
}
