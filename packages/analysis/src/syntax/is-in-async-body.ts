import type { TSESTree } from '@typescript-eslint/types'
import { awaitPlace } from './await-place.ts'

/** True where the nearest function is async and an `await` may stand in the expression's place. */
export function isInAsyncBody(node: TSESTree.Node): boolean {
  const place = awaitPlace(node)
  return place.kind === 'function' && place.fn.async
}
