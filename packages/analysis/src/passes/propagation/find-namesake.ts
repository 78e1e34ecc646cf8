import type { TSESTree } from '@typescript-eslint/types'
import type { SourceProvider } from '../../types/source-provider.ts'
import { nameText } from '../../syntax/name-text.ts'
import type { TwinPlace } from './twin-place.ts'

/** The declaration that has a twin's name and stands where the twin would; `other` for anything else of that name. */
export function findNamesake(
  sources: SourceProvider,
  { nodes: [first] }: TwinPlace,
  name: string,
): TSESTree.Node | 'other' | undefined {
  const beside = siblingsOf(first).find((sibling) => namesOf(sibling).includes(name))
  if (beside) return beside
  if (!isStatement(first)) return undefined
  const { scopes } = sources.unitAt(first)
  const scope = scopes.scopes.find(({ block }) => block === first.parent) ?? scopes.globalScope?.childScopes[0]
  return scope?.set.has(name) ? 'other' : undefined
}

const isStatement = ({ type }: TSESTree.Node) => /Declaration$|Statement$|^TSDeclareFunction$/.test(type)

function siblingsOf({ parent }: TSESTree.Node): readonly TSESTree.Node[] {
  if (parent?.type === 'ObjectExpression' || parent?.type === 'ObjectPattern') return parent.properties
  if (parent?.type === 'TSTypeLiteral') return parent.members
  return parent && 'body' in parent && Array.isArray(parent.body) ? parent.body : []
}

function namesOf(node: TSESTree.Node): readonly string[] {
  if (node.type === 'ExportNamedDeclaration') return node.declaration ? namesOf(node.declaration) : []
  if (node.type === 'VariableDeclaration')
    return node.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []))
  if (node.type === 'ExpressionStatement' && node.expression.type === 'AssignmentExpression') {
    const { left } = node.expression
    return left.type === 'MemberExpression' ? [nameText(left.property)] : []
  }
  if ('key' in node) return [nameText(node.key)]
  return 'id' in node && node.id?.type === 'Identifier' ? [node.id.name] : []
}
