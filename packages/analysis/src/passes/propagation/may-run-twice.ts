import type { TSESTree } from '@typescript-eslint/types'
import { callByReference } from '../../calls/call-by-reference.ts'
import { functionNames } from '../../calls/function-names.ts'
import { referenceIndex } from '../../calls/reference-index.ts'
import { awaitPlace } from '../../syntax/await-place.ts'
import type { FunctionNode } from '../../syntax/function-node.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import { isInert } from './is-inert.ts'

/**
 * False for a function that provably has no concurrent caller: the project calls it, and all its calls stand at the top
 * level of a module, which runs once and waits for each, or in functions of the same kind. What is exported, and imported
 * by no file of the project, others call.
 */
export function mayRunTwice(
  context: AnalysisContext,
  fn: FunctionNode,
  callees: readonly FunctionNode[] = [],
): boolean {
  if (callees.includes(fn)) return false
  const index = referenceIndex(context)
  const references = functionNames(context, fn).flatMap((name) => index.referencesTo(name))
  const used = references.filter((reference) => callByReference(reference) || !isInert(reference))
  return (
    used.length === 0 ||
    (isExported(fn) && used.every((reference) => context.sources.unitAt(reference) === context.sources.unitAt(fn))) ||
    used.some((reference) => {
      const call = callByReference(reference)
      const place = call && awaitPlace(call)
      if (place?.kind === 'function') return mayRunTwice(context, place.fn, [...callees, fn])
      return place?.kind !== 'module'
    })
  )
}

function isExported(fn: FunctionNode): boolean {
  for (let at: TSESTree.Node = fn; at.type !== 'Program'; at = at.parent)
    if (/^Export(?:Named|Default)Declaration$/.test(at.type)) return true
  return false
}
