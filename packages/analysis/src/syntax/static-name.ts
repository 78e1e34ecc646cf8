import type { TSESTree } from '@typescript-eslint/types'

/** The name of a member or property that is written down: `find` of `users.find`, of `users['find']` and of `{ find }`. */
export function staticName(
  node: { computed?: boolean; key: TSESTree.Node } | TSESTree.MemberExpression,
): string | undefined {
  const name = 'key' in node ? node.key : node.property
  if (name.type === 'Literal') return String(name.value)
  if (name.type === 'PrivateIdentifier') return `#${name.name}`
  return name.type === 'Identifier' && !node.computed ? name.name : undefined
}
