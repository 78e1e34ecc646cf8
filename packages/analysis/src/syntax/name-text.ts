import type { TSESTree } from '@typescript-eslint/types'

/** How a name is spelt, without the `#` of a private one and the quotes of a string. */
export function nameText(name: TSESTree.Node): string {
  if (name.type === 'Identifier' || name.type === 'PrivateIdentifier') return name.name
  return name.type === 'Literal' ? String(name.value) : ''
}
