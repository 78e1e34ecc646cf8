import type { TSESTree } from '@typescript-eslint/types'
import { innermostExpression } from '../syntax/transparent-parent.ts'
import type { AnalysisContext } from '../types/analysis-context.ts'
import type { SymbolHandle } from '../types/type-oracle.ts'

/** The function, class or member that a callee names. */
export function calledSymbol({ oracle }: AnalysisContext, callee: TSESTree.Node): SymbolHandle | undefined {
  const expression = innermostExpression(callee)
  return oracle.symbolAt(expression.type === 'MemberExpression' ? expression.property : expression)
}
