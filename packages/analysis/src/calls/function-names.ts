import type { TSESTree } from '@typescript-eslint/types'
import { outermostWrapper } from '../syntax/transparent-parent.ts'
import type { AnalysisContext } from '../types/analysis-context.ts'
import type { SymbolHandle } from '../types/type-oracle.ts'

/**
 * The symbols by which a function or signature is called: its own name, or the variable, parameter default or member
 * that it is the value of. None for a callback, and for what is assigned later.
 */
export function functionNames({ oracle }: AnalysisContext, fn: TSESTree.Node): readonly SymbolHandle[] {
  if ('id' in fn && fn.id) return oracle.symbolsAt(fn.id)
  if ('key' in fn) return oracle.symbolsAt(fn.key)
  const { parent } = outermostWrapper(fn)
  if (parent?.type === 'VariableDeclarator') return oracle.symbolsAt(parent.id)
  if (parent?.type === 'ExportDefaultDeclaration') return oracle.symbolsAt(fn)
  return parent && 'key' in parent && parent.key !== fn ? oracle.symbolsAt(parent.key) : []
}
