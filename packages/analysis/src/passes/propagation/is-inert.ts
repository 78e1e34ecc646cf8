import type { TSESTree } from '@typescript-eslint/types'

/** True for a reference that only hands the name on or asks for its type: nothing is called or stored there. */
export function isInert(reference: TSESTree.Node): boolean {
  const { parent } = reference
  if (!parent) return true
  if (
    /^(Import|Export|TSType|TSQualifiedName|TSImportEquals|TSExport|TSIndexedAccess|TSLiteral|JSXClosing)/.test(
      parent.type,
    )
  )
    return true
  return ('id' in parent && parent.id === reference) || isOwnKey(reference, parent)
}

function isOwnKey(reference: TSESTree.Node, parent: TSESTree.Node): boolean {
  return 'key' in parent && parent.key === reference && parent.parent.type !== 'ObjectPattern'
}
