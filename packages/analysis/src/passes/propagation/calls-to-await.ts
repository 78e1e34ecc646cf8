import type { TSESTree } from '@typescript-eslint/types'
import { callByReference } from '../../calls/call-by-reference.ts'
import { functionNames } from '../../calls/function-names.ts'
import { referenceIndex } from '../../calls/reference-index.ts'
import { enclosingFunction } from '../../syntax/function-node.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import type { Consumption } from '../queries/consumption.ts'
import { usesOf } from '../queries/infer-consumption.ts'

/**
 * The calls to await where a promise is used as if it were its result: the call itself, or those of the functions that
 * hand it on.
 */
export function callsToAwait(
  context: AnalysisContext,
  call: TSESTree.CallExpression,
  seen: Set<TSESTree.Node> = new Set(),
): TSESTree.CallExpression[] {
  if (seen.has(call) || !context.oracle.isThenable(call)) return []
  seen.add(call)
  const uses = usesOf(context, context.sources.unitAt(call), call)
  if (uses.some(isMistaken)) return [call]
  if (!uses.some((use) => use.kind === 'forwarded' && use.to === 'caller')) return []
  const fn = enclosingFunction(call)
  const names = fn && !fn.async && !fn.generator ? functionNames(context, fn) : []
  return names.flatMap((name) =>
    referenceIndex(context)
      .referencesTo(name)
      .flatMap((reference) => {
        const caller = callByReference(reference)
        return caller ? callsToAwait(context, caller, seen) : []
      }),
  )
}

function isMistaken(use: Consumption): boolean {
  if (use.kind === 'dropped') return use.because === 'statement'
  if (use.kind === 'iterated') return !('await' in use.by && use.by.await)
  return use.kind === 'unresolved' || (use.kind === 'forwarded' && use.to === 'method')
}
