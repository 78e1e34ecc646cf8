import type { TSESTree } from '@typescript-eslint/types'
import type { ReferenceIndex } from '../../calls/reference-index.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import type { SymbolHandle } from '../../types/type-oracle.ts'
import { relatives } from './relatives.ts'
import { isSpecifier } from './migration-scope.ts'

/**
 * True for a property of an object whose properties somebody may go through: one more would be called too. Not where a
 * type declares it, and where each use of the object names a property.
 */
export function isListed(
  { oracle }: AnalysisContext,
  references: ReferenceIndex,
  member: SymbolHandle,
  node: TSESTree.Node,
): boolean {
  if (node.type !== 'Property' || node.parent.type !== 'ObjectExpression') return false
  if (relatives(oracle, member).length > 1) return false
  const owner = node.parent.parent
  if (owner.type === 'AssignmentExpression' && owner.left.type === 'MemberExpression') return false
  const symbols = owner.type === 'VariableDeclarator' ? oracle.symbolsAt(owner.id) : []
  const uses = symbols.flatMap((symbol) => references.referencesTo(symbol))
  return symbols.length === 0 || !uses.every((use) => isSpecifier(use) || isNamed(use))
}

function isNamed(use: TSESTree.Node): boolean {
  const { parent } = use
  if (parent?.type === 'VariableDeclarator') return parent.id === use || parent.id.type === 'ObjectPattern'
  return parent?.type === 'MemberExpression' && parent.object === use && !parent.computed
}
