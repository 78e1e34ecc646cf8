import type { TSESTree } from '@typescript-eslint/types'
import { awaitPlace } from '../../syntax/await-place.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'

/** True where an `await` may stand in an expression's place without making a function async. */
export function isAwaitable({ oracle }: AnalysisContext, node: TSESTree.Node): boolean {
  const place = awaitPlace(node)
  if (place.kind === 'module') return oracle.awaitsAtTopLevel(place.program)
  return place.kind === 'function' && place.fn.async
}
